package redoubt.api;

import java.time.Clock;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import redoubt.api.account.Accounts;
import redoubt.api.auth.Credentials;
import redoubt.api.auth.Refusals;
import redoubt.api.auth.Tickets;
import redoubt.api.auth.TokenUse;
import redoubt.api.clock.TimeMachine;
import redoubt.api.custom.TokenMint;
import redoubt.api.custom.Views;
import redoubt.api.freshness.Writers;
import redoubt.api.idempotency.Receipts;
import redoubt.api.limit.Tally;
import redoubt.api.stream.Elsewhere;
import redoubt.api.tenancy.Directory;
import redoubt.api.tenancy.InviteLinks;
import redoubt.api.webhook.Deliveries;
import redoubt.api.webhook.Hooks;
import redoubt.command.Commands;
import redoubt.command.Imports;
import redoubt.command.Notes;
import redoubt.model.Catalogue;
import redoubt.query.Progress;
import redoubt.query.Queries;
import redoubt.query.Retrospect;
import redoubt.query.audit.AuditLog;
import redoubt.query.chain.Background;
import redoubt.query.chain.SealedLog;
import redoubt.query.changes.ChangesBetween;
import redoubt.query.feed.ChangeFeed;
import redoubt.query.history.Timeline;
import redoubt.query.log.EventLog;
import redoubt.query.log.LogCensus;
import redoubt.query.parking.ParkedEvents;
import redoubt.query.rebuild.Rebuilds;

/**
 * Everything the face needs from the rest of the house.
 *
 * @param commands the write side
 * @param imports the write side for many resources at once
 * @param notes takes note of what is done with the log
 * @param queries the read side
 * @param views what the read side shows beside lists
 * @param progress how far the read side has followed
 * @param writers who wrote what last
 * @param timeline what was
 * @param retrospect lists of what was
 * @param log the log itself
 * @param census what there is in it, in numbers
 * @param sealed the same log with its seals
 * @param audit the same log as auditors search it
 * @param changes what changed between two moments
 * @param verifications what verifies it while nobody waits
 * @param feed what just happened
 * @param parked events that the read side could not take
 * @param rebuilds has tables of the read side made anew
 * @param credentials who is calling
 * @param tickets what opens streams instead of a credential
 * @param elsewhere the streams of other nodes
 * @param tokenUse who wants to know that a token was used
 * @param refusals who wants to know that a credential was none
 * @param mint where secrets of tokens come from
 * @param accounts the accounts of people
 * @param directory organizations and what is in them
 * @param links what the links of invitations hold
 * @param hooks what endpoints elsewhere share with us
 * @param deliveries what became of what was to be sent to them
 * @param receipts what was answered to requests under a key
 * @param catalogue every resource and fact there is
 * @param schemas in which version of its schema an event is recorded, by its name
 * @param tally where nodes add up what was asked of them
 * @param clock the time
 * @param timeMachine sets it, where it may be set; null where it runs by itself
 * @param outage whether what was thrown is no bug, but something the house relies on that is not to be had now
 */
public record ApiDoors(
        Commands commands,
        Imports imports,
        Notes notes,
        Queries queries,
        Views views,
        Progress progress,
        Writers writers,
        Timeline timeline,
        Retrospect retrospect,
        EventLog log,
        LogCensus census,
        SealedLog sealed,
        AuditLog audit,
        ChangesBetween changes,
        Background verifications,
        ChangeFeed feed,
        ParkedEvents parked,
        Rebuilds rebuilds,
        Credentials credentials,
        Tickets tickets,
        Elsewhere elsewhere,
        TokenUse tokenUse,
        Refusals refusals,
        TokenMint mint,
        Accounts accounts,
        Directory directory,
        InviteLinks links,
        Hooks hooks,
        Deliveries deliveries,
        Receipts receipts,
        Catalogue catalogue,
        ToIntFunction<String> schemas,
        Tally tally,
        Clock clock,
        @Nullable TimeMachine timeMachine,
        Predicate<Throwable> outage) {}
