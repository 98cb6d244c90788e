package redoubt.api;

import java.time.Clock;
import redoubt.api.auth.Credentials;
import redoubt.api.auth.TokenUse;
import redoubt.api.freshness.Writers;
import redoubt.api.idempotency.Receipts;
import redoubt.command.Commands;
import redoubt.query.Progress;
import redoubt.query.Queries;
import redoubt.query.history.Timeline;
import redoubt.query.log.EventLog;

/**
 * Everything the face needs from the rest of the house.
 *
 * @param commands the write side
 * @param queries the read side
 * @param progress how far the read side has followed
 * @param writers who wrote what last
 * @param timeline what was
 * @param log the log itself
 * @param credentials who is calling
 * @param tokenUse who wants to know that a token was used
 * @param receipts what was answered to requests under a key
 * @param clock the time
 */
public record ApiDoors(
        Commands commands,
        Queries queries,
        Progress progress,
        Writers writers,
        Timeline timeline,
        EventLog log,
        Credentials credentials,
        TokenUse tokenUse,
        Receipts receipts,
        Clock clock) {}
