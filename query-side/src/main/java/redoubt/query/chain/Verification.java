package redoubt.query.chain;

import java.util.List;
import java.util.function.LongConsumer;
import reactor.core.publisher.Mono;
import redoubt.query.chain.Verifier.Terms;

/** Holds the running log against its seals, checkpoints and what others remember. Safe for several threads. */
public final class Verification {

    private final SealedLog log;

    /** Verifies that log. */
    public Verification(SealedLog log) {
        this.log = log;
    }

    /**
     * What is to be verified.
     *
     * @param from the first position, from 1
     * @param to the last one; what is not sealed when the verification begins is left out
     * @param anchors what others remember
     */
    public record Range(long from, long to, List<Anchor> anchors) {

        /** Keeps a copy of the anchors. */
        public Range {
            anchors = List.copyOf(anchors);
        }
    }

    /** What comes of it; {@code reached} is told how far it is. */
    public Mono<Verdict> of(Range range, LongConsumer reached) {
        return Mono.zip(log.head(), log.keys(), before(range.from())).flatMap(known -> {
            SealedLog.Head head = known.getT1();
            boolean whole = range.to() >= head.sealed();
            long to = Math.min(range.to(), head.sealed());
            Verifier verifier = new Verifier(
                    Terms.after(range.from(), known.getT3()), range.anchors(), new PublicKeys(known.getT2()));
            Mono<Void> later = whole
                    ? log.unsealed()
                            .filter(checkpoint -> checkpoint.position() >= range.from())
                            .doOnNext(verifier::expect)
                            .then()
                    : Mono.empty();
            return later.thenMany(log.entries(range.from() - 1, to))
                    .doOnNext(entry -> {
                        verifier.next(entry);
                        reached.accept(entry.position());
                    })
                    .takeUntil(_ -> verifier.done())
                    .then(Mono.fromSupplier(() -> verifier.end(whole)));
        });
    }

    /** The hash before a position. What is not sealed has none, and nothing can continue it. */
    private Mono<String> before(long from) {
        return from == 1 ? Mono.just(Chain.GENESIS) : log.hash(from - 1).defaultIfEmpty("");
    }
}
