package redoubt.api.exchange;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redoubt.api.freshness.Freshness;
import redoubt.api.http.JsonText;
import redoubt.api.http.Reply;
import redoubt.api.route.Rendering;
import redoubt.command.Imported.Judged;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;
import redoubt.model.wire.Json;
import tools.jackson.core.JsonGenerator;

/** What came of an import, row by row as far as somebody would read it. Used by one thread after the other. */
final class ImportReport {

    /** So many rows are told one by one; of a longer file it is those that were refused. */
    static final int TOLD = 1_000;

    private final Rendering rendering;
    private final boolean rehearsal;
    private final List<Verdict> valid = new ArrayList<>();
    private final List<Verdict> refused = new ArrayList<>();
    private long rows;
    private long failed;
    private long position;

    ImportReport(Rendering rendering, boolean rehearsal) {
        this.rendering = rendering;
        this.rehearsal = rehearsal;
    }

    /** A verdict, and where in the file its row stands. */
    record Verdict(long row, Judged judged) {

        @Nullable
        Failure refusal() {
            return judged.refusal();
        }
    }

    void add(Verdict verdict) {
        rows++;
        if (verdict.refusal() != null) {
            failed++;
            keep(verdict, refused);
        } else {
            keep(verdict, valid);
        }
    }

    private static void keep(Verdict verdict, List<Verdict> among) {
        if (among.size() < TOLD) {
            among.add(verdict);
        }
    }

    /** What is left to tell of an import whose rows were created before. */
    static ImportReport created(Rendering rendering, long rows, long position) {
        ImportReport report = new ImportReport(rendering, false);
        report.rows = rows;
        report.position = position;
        return report;
    }

    /** All rows were created; the last of their events has that position. */
    void created(long last) {
        position = last;
    }

    private boolean isCreated() {
        return position > 0;
    }

    boolean isRefused() {
        return failed > 0;
    }

    boolean isEmpty() {
        return rows == 0;
    }

    /** Everything that is wrong with the rows, by the row and the member. */
    Failure.Invalid failure() {
        Complaints complaints = new Complaints();
        complaints.add(
                Complaints.WHOLE,
                failed + " of " + rows + (rows == 1 ? " row" : " rows") + " cannot be imported, so nothing was.");
        refused.forEach(verdict -> complain(verdict, complaints));
        return complaints.toFailure();
    }

    private void complain(Verdict verdict, Complaints complaints) {
        String row = "rows." + verdict.row();
        if (verdict.refusal() instanceof Failure.Invalid invalid) {
            invalid.details().forEach((about, texts) -> texts.forEach(text -> complaints.add(row + "." + about, text)));
        } else if (verdict.refusal() != null) {
            complaints.add(row, message(verdict.refusal()));
        }
    }

    private String message(Failure failure) {
        return Json.MAPPER
                .readTree(rendering.of(failure).body())
                .path("message")
                .asString("Refused.");
    }

    /** All of it in one. */
    Reply reply() {
        Reply reply = Reply.json(200, this::write);
        return isCreated() ? reply.with(Freshness.POSITION, position) : reply;
    }

    private void write(JsonGenerator out) {
        out.writeStartObject();
        members(out);
        out.writeName("results");
        out.writeStartArray();
        told().forEach(verdict -> write(verdict, isCreated() ? "created" : "valid", isCreated(), out));
        out.writeEndArray();
        out.writeEndObject();
    }

    /** A line for each of these. */
    byte[] lines(List<Verdict> verdicts) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Verdict verdict : verdicts) {
            lines.writeBytes(JsonText.write(out -> write(verdict, "valid", !rehearsal, out)));
            lines.write('\n');
        }
        return lines.toByteArray();
    }

    /** The last line; {@code failure} is what ended the import before all rows were judged, if something did. */
    byte[] end(@Nullable Failure failure) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes(JsonText.write(out -> {
            out.writeStartObject();
            out.writeBooleanProperty("_end", true);
            members(out);
            if (failure != null) {
                out.writeName("error");
                out.writeRawValue(new String(rendering.of(failure).body(), StandardCharsets.UTF_8));
            }
            out.writeEndObject();
        }));
        line.write('\n');
        return line.toByteArray();
    }

    private void members(JsonGenerator out) {
        out.writeBooleanProperty("dry_run", rehearsal);
        out.writeBooleanProperty("applied", isCreated());
        out.writeNumberProperty("rows", rows);
        out.writeNumberProperty("failed", failed);
    }

    private List<Verdict> told() {
        List<Verdict> told = new ArrayList<>(refused);
        if (rows <= TOLD) {
            told.addAll(valid);
            told.sort((one, other) -> Long.compare(one.row(), other.row()));
        }
        return told;
    }

    /** One row; of one that is not refused the status, and by which identifier it is or will be known. */
    private void write(Verdict verdict, String status, boolean known, JsonGenerator out) {
        Failure refusal = verdict.refusal();
        out.writeStartObject();
        out.writeNumberProperty("row", verdict.row());
        if (refusal == null) {
            out.writeStringProperty("status", status);
            if (known) {
                out.writeStringProperty("id", verdict.judged().ref().id());
            }
        } else {
            out.writeStringProperty("status", "refused");
            out.writeName("error");
            out.writeRawValue(new String(rendering.of(refusal).body(), StandardCharsets.UTF_8));
        }
        out.writeEndObject();
    }
}
