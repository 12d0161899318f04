ALTER TABLE mailings DROP COLUMN paused_by_refusals;
ALTER TABLE mailings DROP COLUMN refused;
ALTER TABLE mailings DROP COLUMN recent;
ALTER TABLE waves DROP COLUMN unconfirmed;
ALTER TABLE waves DROP COLUMN given_up;
ALTER TABLE notices DROP COLUMN handed;
DROP INDEX messages_by_invitation;
ALTER TABLE messages DROP COLUMN returned;
ALTER TABLE messages DROP COLUMN handed;
