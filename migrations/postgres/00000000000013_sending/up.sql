-- How many times a message was handed over without an answer that says what became of it. It is never handed over a third
-- time.
ALTER TABLE messages ADD COLUMN handed INTEGER NOT NULL DEFAULT 0;
-- How many times it came back after a server had accepted it.
ALTER TABLE messages ADD COLUMN returned INTEGER NOT NULL DEFAULT 0;

CREATE INDEX messages_by_invitation ON messages (invitation);
ALTER TABLE notices ADD COLUMN handed INTEGER NOT NULL DEFAULT 0;

-- Messages that were refused too often, and those that no server confirmed.
ALTER TABLE waves ADD COLUMN given_up BIGINT NOT NULL DEFAULT 0;
ALTER TABLE waves ADD COLUMN unconfirmed BIGINT NOT NULL DEFAULT 0;

-- How many of the last messages were refused for their sender or content, and whether the pause is due to that.
ALTER TABLE mailings ADD COLUMN recent BIGINT NOT NULL DEFAULT 0;
ALTER TABLE mailings ADD COLUMN refused BIGINT NOT NULL DEFAULT 0;
ALTER TABLE mailings ADD COLUMN paused_by_refusals BOOLEAN NOT NULL DEFAULT FALSE;

-- When mail to somebody came back, since there is no such mailbox.
ALTER TABLE users ADD COLUMN mail_returned_at TIMESTAMP;
