package redoubt.api.audit;

import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;
import redoubt.api.http.Parameters;
import redoubt.api.http.Reply;
import redoubt.api.http.Spelled;
import redoubt.api.route.Call;
import redoubt.api.route.Clearance;
import redoubt.api.route.Handler;
import redoubt.command.Notes;
import redoubt.identity.AuditVerified;
import redoubt.model.access.Permission;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.query.chain.Anchor;
import redoubt.query.chain.Finding;
import redoubt.query.chain.SealedLog;
import redoubt.query.chain.Verdict;
import redoubt.query.chain.Verification;
import redoubt.query.chain.Verification.Range;

/** Verifies while the caller waits. */
final class Verifying implements Handler {

    private static final long MOST = 100_000;

    private final SealedLog log;
    private final Verification verification;
    private final Notes notes;

    Verifying(SealedLog log, Notes notes) {
        this.log = log;
        this.notes = notes;
        this.verification = new Verification(log);
    }

    @Override
    public Mono<? extends Answer> answer(Call call) {
        Clearance.everywhere(call, Permission.VERIFY_AUDIT_LOG);
        Parameters parameters = call.parameters();
        long from = parameters.position("from", 1);
        long to = parameters.position("to", Long.MAX_VALUE);
        if (from > to) {
            parameters.complaints().add("from", "Must not be after to.");
        }
        List<Anchor> anchors = Asked.anchors(parameters.all("anchor"), "anchor", from, to, parameters.complaints());
        parameters.finish();
        Range range = new Range(from, to, anchors);
        long start = System.nanoTime();
        return log.head().flatMap(head -> {
            Asked.within(range, head);
            if (Math.min(to, head.sealed()) - from >= MOST) {
                throw new Refused(Failure.Invalid.of(
                        Spelled.as("to"), "At most " + MOST + " events at once; for more, begin a verification."));
            }
            return verification.of(range, _ -> {}).flatMap(verdict -> notes.note(call.plain(), noted(verdict))
                    .thenReturn(Reply.json(200, out -> verdict.write(Duration.ofNanos(System.nanoTime() - start), out))
                            .with("Cache-Control", "no-store")));
        });
    }

    /** What is on record of a verdict. */
    static AuditVerified noted(Verdict verdict) {
        Finding finding = verdict.finding();
        return new AuditVerified(
                verdict.from(),
                verdict.to(),
                verdict.valid(),
                finding == null ? null : finding.reason().code(),
                finding == null ? null : finding.position());
    }
}
