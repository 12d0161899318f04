DROP TABLE revoked_tickets;
DROP TABLE unread_bounces;
DROP TABLE taken_bounces;
DROP TABLE unreached;
