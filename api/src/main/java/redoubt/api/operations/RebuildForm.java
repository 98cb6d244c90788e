package redoubt.api.operations;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import redoubt.api.http.Spelled;
import redoubt.api.route.Call;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Refused;
import redoubt.query.rebuild.Wanted;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a client writes to have a table made anew. */
final class RebuildForm {

    private static final int LONGEST_REASON = 500;
    private static final int LEAST_BATCH = 100;
    private static final int GREATEST_BATCH = 10_000;
    private static final int FASTEST = 1_000_000;
    private static final Set<String> MEMBERS =
            Set.of("reason", "verify", "swap", "batch_size", "max_events_per_second");

    private final ObjectNode body;
    private final Complaints complaints = new Complaints();

    private RebuildForm(ObjectNode body) {
        this.body = body;
    }

    /** @throws Refused with everything that is wrong with it */
    static Wanted read(Call call) {
        RebuildForm form = new RebuildForm(call.body());
        Wanted wanted = form.wanted(call.by().actor().user());
        if (!form.complaints.isEmpty()) {
            throw new Refused(Spelled.all(form.complaints));
        }
        return wanted;
    }

    private Wanted wanted(@Nullable String by) {
        body.propertyNames().stream()
                .filter(member -> !MEMBERS.contains(member))
                .forEach(member -> complaints.add(member, "Unknown field."));
        return new Wanted(
                reason(),
                flag("verify", false),
                flag("swap", true),
                number("batch_size", Wanted.USUAL_BATCH, LEAST_BATCH, GREATEST_BATCH),
                known("max_events_per_second") ? number("max_events_per_second", FASTEST, 1, FASTEST) : null,
                by);
    }

    private String reason() {
        JsonNode value = body.path("reason");
        if (!known("reason")) {
            complaints.add("reason", "This field is required.");
            return "";
        }
        String reason = value.isString() ? value.stringValue() : "";
        if (!value.isString()) {
            complaints.add("reason", "Expected a string.");
        } else if (reason.indexOf('\0') >= 0) {
            complaints.add("reason", "Null characters are not allowed.");
        } else if (reason.isBlank()) {
            complaints.add("reason", "This field may not be blank.");
        } else if (reason.length() > LONGEST_REASON) {
            complaints.add("reason", "Ensure this field has no more than " + LONGEST_REASON + " characters.");
        }
        return reason;
    }

    private boolean flag(String member, boolean fallback) {
        if (!known(member)) {
            return fallback;
        }
        JsonNode value = body.path(member);
        if (!value.isBoolean()) {
            complaints.add(member, "Must be a valid boolean.");
            return fallback;
        }
        return value.booleanValue();
    }

    private int number(String member, int fallback, int least, int greatest) {
        if (!known(member)) {
            return fallback;
        }
        JsonNode value = body.path(member);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            complaints.add(member, "A valid integer is required.");
            return fallback;
        }
        int number = value.intValue();
        if (number < least || number > greatest) {
            complaints.add(member, "Must be between " + least + " and " + greatest + ".");
        }
        return number;
    }

    private boolean known(String member) {
        return !body.path(member).isMissingNode() && !body.path(member).isNull();
    }
}
