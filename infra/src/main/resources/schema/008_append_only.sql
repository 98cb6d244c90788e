-- Not even the owner of the log may rewrite it. Triggers say so as well, and they also stop a superuser, whom privileges
-- do not concern.
revoke update, delete, truncate on event, event_tag from current_user;
