package redoubt.query.chain;

import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import redoubt.query.chain.Finding.Reason;
import tools.jackson.databind.node.ObjectNode;

/**
 * Looks at entries one after the other and tells the first thing that is wrong. The same for a running log and for a
 * file: it needs nothing but the entries, and its memory does not grow with them. Not safe for several threads.
 */
public final class Verifier {

    private final Terms terms;
    private final PublicKeys keys;
    private final NavigableMap<Long, String> anchors = new TreeMap<>();
    private final NavigableMap<Long, Checkpoint> checkpoints = new TreeMap<>();
    private final Versions versions;
    private @Nullable String previous;
    private @Nullable Finding finding;
    private long first;
    private long last;
    private long events;
    private long withheld;
    private long provedCheckpoints;
    private long provedAnchors;

    /**
     * How entries belong together.
     *
     * @param from the first position that may come
     * @param previous the hash before it, if that is known; else the first entry is believed about what was before it
     * @param linked whether they follow one another; else each is held against what it says was before it
     */
    public record Terms(long from, @Nullable String previous, boolean linked) {

        /** Everything from a position on, after a known hash. */
        public static Terms after(long from, String previous) {
            return new Terms(from, previous, true);
        }

        /** An excerpt that begins anywhere. */
        public static Terms excerpt() {
            return new Terms(1, null, true);
        }

        /** A selection that leaves events out. */
        public static Terms selection() {
            return new Terms(1, null, false);
        }
    }

    /** Holds entries against these terms, anchors and keys. */
    public Verifier(Terms terms, Collection<Anchor> anchors, PublicKeys keys) {
        this.terms = terms;
        this.keys = keys;
        this.previous = terms.previous();
        this.last = terms.from() - 1;
        this.versions = new Versions(terms.linked());
        anchors.forEach(this::expect);
    }

    /** Something else that must be found. Two different hashes for one place cannot both be: one is found to be wrong. */
    public void expect(Anchor anchor) {
        String other = anchors.putIfAbsent(anchor.position(), anchor.hash());
        if (other != null && !other.equals(anchor.hash())) {
            found(new Finding(Reason.ANCHOR_MISMATCH, anchor.position(), anchor.hash(), other));
        }
    }

    /** A signed statement that must agree with what is found. */
    public void expect(Checkpoint checkpoint) {
        checkpoints.put(checkpoint.position(), checkpoint);
    }

    /** The next entry; looks no further once something is wrong. */
    public void next(Entry entry) {
        if (finding == null) {
            Finding wrong = judge(entry);
            if (wrong != null) {
                found(wrong);
            }
        }
    }

    /** What was said to be the last entry: it was the one that came last, or something is missing. */
    public void closes(Anchor end) {
        if (finding == null && end.position() != 0 && end.position() != last) {
            found(new Finding(Reason.ANCHOR_MISSING, end.position(), end.hash(), null));
        } else if (finding == null && end.position() != 0 && !end.hash().equals(previous)) {
            found(new Finding(Reason.ANCHOR_MISMATCH, end.position(), end.hash(), previous));
        }
    }

    /** Whether something is wrong, so that further entries make no difference. */
    public boolean done() {
        return finding != null;
    }

    /**
     * What came of it.
     *
     * @param whole whether there is nothing after the last entry: then what was signed later is missing
     */
    public Verdict end(boolean whole) {
        if (finding == null) {
            Finding wrong = passedOver(Long.MAX_VALUE, whole);
            if (wrong != null) {
                found(wrong);
            }
        }
        return new Verdict(
                terms.previous() == null && first > 0 ? first : terms.from(),
                Math.max(last, terms.from() - 1),
                events,
                withheld,
                provedCheckpoints,
                provedAnchors,
                Objects.requireNonNullElse(previous, Chain.GENESIS),
                finding);
    }

    private void found(Finding wrong) {
        if (finding == null) {
            finding = wrong;
        }
    }

    private @Nullable Finding judge(Entry entry) {
        long position = entry.position();
        ObjectNode core = entry.core();
        if (core == null && !entry.withheld()) {
            return new Finding(Reason.UNREADABLE_EVENT, position > 0 ? position : last + 1, entry.hash(), null);
        }
        if (position <= last) {
            return new Finding(Reason.POSITION_ORDER, position, "more than " + last, Long.toString(position));
        }
        String before = before(entry);
        if (before == null || !before.equals(entry.previous()) || !Chain.isHash(before)) {
            return new Finding(Reason.PREV_HASH_MISMATCH, position, before, entry.previous());
        }
        if (core == null) {
            String told = entry.hash();
            return told == null || !Chain.isHash(told)
                    ? new Finding(Reason.HASH_MISMATCH, position, null, told)
                    : agree(entry, null, told);
        }
        String hash;
        try {
            hash = Chain.next(before, core);
        } catch (IllegalArgumentException _) {
            return new Finding(Reason.UNREADABLE_EVENT, position, entry.hash(), null);
        }
        if (!hash.equals(entry.hash())) {
            return new Finding(Reason.HASH_MISMATCH, position, entry.hash(), hash);
        }
        return agree(entry, core, hash);
    }

    private @Nullable String before(Entry entry) {
        if (entry.position() == 1) {
            return Chain.GENESIS;
        }
        return terms.linked() && previous != null ? previous : entry.previous();
    }

    /** The entry is what was sealed; now whether the chain is the one that others know. */
    private @Nullable Finding agree(Entry entry, @Nullable ObjectNode core, String hash) {
        long position = entry.position();
        if (entry.checkpoint() != null) {
            expect(entry.checkpoint());
        }
        if (events + withheld == 0) {
            first = position;
            checkpoints.headMap(position, false).clear();
        }
        Finding passed = passedOver(position - 1, terms.linked());
        if (passed != null) {
            return passed;
        }
        if (core != null) {
            long wanted = versions.next(core, position == 1);
            if (wanted != versions.of(core)) {
                return new Finding(
                        Reason.VERSION_GAP, position, Long.toString(wanted), Long.toString(versions.of(core)));
            }
        }
        String anchor = anchors.remove(position);
        if (anchor != null && !anchor.equals(hash)) {
            return new Finding(Reason.ANCHOR_MISMATCH, position, anchor, hash);
        }
        Checkpoint checkpoint = checkpoints.remove(position);
        if (checkpoint != null) {
            if (!keys.prove(checkpoint)) {
                return new Finding(Reason.CHECKPOINT_SIGNATURE, position, null, checkpoint.keyId());
            }
            if (!checkpoint.hash().equals(hash)) {
                return new Finding(Reason.CHECKPOINT_MISMATCH, position, checkpoint.hash(), hash);
            }
            provedCheckpoints++;
        }
        provedAnchors += anchor == null ? 0 : 1;
        events += core == null ? 0 : 1;
        withheld += core == null ? 1 : 0;
        last = position;
        previous = hash;
        return null;
    }

    /** What should have been seen up to a position and was not. */
    private @Nullable Finding passedOver(long until, boolean withCheckpoints) {
        Map.Entry<Long, String> anchor = anchors.floorEntry(until);
        Map.Entry<Long, Checkpoint> checkpoint = checkpoints.floorEntry(until);
        if (anchor != null) {
            Map.Entry<Long, String> first = anchors.firstEntry();
            return new Finding(Reason.ANCHOR_MISSING, first.getKey(), first.getValue(), null);
        }
        if (checkpoint != null && withCheckpoints) {
            Checkpoint first = checkpoints.firstEntry().getValue();
            return new Finding(
                    keys.prove(first) ? Reason.CHECKPOINT_MISMATCH : Reason.CHECKPOINT_SIGNATURE,
                    first.position(),
                    first.hash(),
                    null);
        }
        return null;
    }
}
