package redoubt.api.audit;

import java.util.ArrayList;
import java.util.List;
import redoubt.api.http.Spelled;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.query.chain.Anchor;
import redoubt.query.chain.SealedLog;
import redoubt.query.chain.Verification.Range;

/** Reads what is to be verified. */
final class Asked {

    private Asked() {}

    /** The anchors in these texts; complaints are about that member. */
    static List<Anchor> anchors(List<String> texts, String member, long from, long to, Complaints complaints) {
        List<Anchor> anchors = new ArrayList<>();
        for (String text : texts) {
            Anchor anchor = Anchor.parse(text).orElse(null);
            if (anchor == null) {
                complaints.add(member, "Must be a position, a colon and 64 hexadecimal digits in lower case.");
            } else if (anchor.position() < from || anchor.position() > to) {
                complaints.add(member, "Position " + anchor.position() + " is not in the range.");
            } else {
                anchors.add(anchor);
            }
        }
        return anchors;
    }

    /** @throws Refused if the range begins behind what is sealed: nothing could be told about it */
    static void within(Range range, SealedLog.Head head) {
        if (range.from() > head.sealed() + 1) {
            throw new Refused(
                    Failure.Invalid.of(Spelled.as("from"), "Is behind what is sealed, " + head.sealed() + "."));
        }
    }
}
