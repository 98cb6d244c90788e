package redoubt.infra.faults;

import redoubt.infra.acceptance.Reply;

/**
 * A request, and what its sender was told.
 *
 * @param outcome what became of it, as far as the sender knows
 * @param version that was answered; 0 if none was
 * @param status of the answer; 0 if there was none
 */
record Entry(Request request, Outcome outcome, int version, int status) {

    /** What a sender knows. */
    enum Outcome {
        /** It is done. */
        ACKNOWLEDGED,
        /** It was refused, and will never be done. */
        REFUSED,
        /** Nothing was known of it, and when it was sent again somebody had been first: perhaps itself. */
        OVERTAKEN,
        /** It may be done or not: there was no answer, or one that says no more than that. */
        UNKNOWN
    }

    /** Whether this is what the log must hold of it. */
    boolean is(Written written) {
        return written.digest().equals(request.digest()) && written.version() == version;
    }

    static Entry unanswered(Request request) {
        return new Entry(request, Outcome.UNKNOWN, 0, 0);
    }

    static Entry answered(Request request, Reply reply) {
        int status = reply.status();
        if (status < 300) {
            return new Entry(request, Outcome.ACKNOWLEDGED, reply.version(), status);
        }
        // A conflict of a creation says that the same request is being carried out.
        boolean unknown = status >= 500 || (request.creates() && status == 409);
        return new Entry(request, unknown ? Outcome.UNKNOWN : Outcome.REFUSED, 0, status);
    }

    /** The same, sent again: a change that comes too late may have come too late for itself. */
    static Entry answeredAgain(Request request, Reply reply) {
        var answered = answered(request, reply);
        return answered.status() == 412 ? new Entry(request, Outcome.OVERTAKEN, 0, 412) : answered;
    }
}
