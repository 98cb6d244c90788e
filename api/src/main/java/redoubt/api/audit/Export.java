package redoubt.api.audit;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.api.exchange.CsvText;
import redoubt.api.http.Answer;
import redoubt.api.http.Parameters;
import redoubt.api.http.Streamed;
import redoubt.api.route.Call;
import redoubt.api.route.Clearance;
import redoubt.api.route.Handler;
import redoubt.api.route.Transfers;
import redoubt.command.Notes;
import redoubt.identity.AuditExported;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;
import redoubt.query.audit.AuditLog;
import redoubt.query.audit.AuditQuestion;
import redoubt.query.chain.Chain;
import redoubt.query.chain.Entry;
import redoubt.query.chain.Lines;
import redoubt.query.chain.SealedLog;

/**
 * The sealed log as a file, read no faster than the client takes it. All of it in lines is the chain itself: of what happened
 * elsewhere there are the place and the hashes, and what cannot be read is there as well, as evidence. Everything else holds
 * what was asked for, as it is searched.
 */
final class Export implements Handler {

    private static final int CHUNK = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final SealedLog sealed;
    private final AuditLog audit;
    private final Filtering filtering;
    private final EntryText text;
    private final Transfers transfers;
    private final Notes notes;

    Export(SealedLog sealed, AuditLog audit, Filtering filtering, EntryText text, Transfers transfers, Notes notes) {
        this.notes = notes;
        this.sealed = sealed;
        this.audit = audit;
        this.filtering = filtering;
        this.text = text;
        this.transfers = transfers;
    }

    @Override
    public Mono<? extends Answer> answer(Call call) {
        Clearance.everywhere(call, Permission.EXPORT_AUDIT_LOG);
        Parameters parameters = call.parameters();
        ExportFormat format = format(parameters);
        Filtering.Wanted wanted = filtering.read(parameters);
        parameters.finish();
        transfers.admit(call.by());
        return Mono.zip(sealed.head(), filtering.question(wanted)).flatMap(known -> {
            long head = known.getT1().sealed();
            AuditQuestion question = known.getT2().between(0, head);
            return audit.progress()
                    .reached(Math.min(head, question.until()), PATIENCE)
                    .then(Mono.defer(() -> noted(call, format, question)))
                    .thenReturn(new Streamed(
                            headers(format, question),
                            transfers.counted(call.by(), chunks(call.by(), format, question))));
        });
    }

    /** Nothing is taken away of which it is not on record who did. */
    private Mono<Void> noted(Call call, ExportFormat format, AuditQuestion question) {
        if (HttpMethod.HEAD.equals(call.exchange().getRequest().getMethod())) {
            return Mono.empty();
        }
        List<String> filters = call.parameters().names().stream()
                .filter(name -> !name.equals("format"))
                .sorted()
                .toList();
        return notes.note(
                call.plain(), new AuditExported(format.code(), question.after() + 1, question.until(), filters));
    }

    private static ExportFormat format(Parameters parameters) {
        String code = parameters.one("format");
        return code == null
                ? ExportFormat.NDJSON
                : ExportFormat.of(code).orElseGet(() -> {
                    parameters.complaints().add("format", "Choose " + String.join(" or ", ExportFormat.codes()) + ".");
                    return ExportFormat.NDJSON;
                });
    }

    private static Map<String, String> headers(ExportFormat format, AuditQuestion question) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", format.mediaType());
        headers.put("Cache-Control", "no-store");
        headers.put(
                "Content-Disposition",
                "attachment; filename=\"redoubt-audit-" + (question.after() + 1) + "-" + question.until() + "."
                        + format.suffix() + "\"");
        headers.put("X-Redoubt-Export-To", Long.toString(question.until()));
        return headers;
    }

    private Flux<byte[]> chunks(Principal by, ExportFormat format, AuditQuestion question) {
        return switch (format) {
            case NDJSON -> lines(by, question);
            case CSV ->
                Flux.concat(
                        Mono.fromSupplier(() -> CsvText.write(List.of(CsvEntry.HEAD))),
                        audit.every(by, Permission.EXPORT_AUDIT_LOG, question)
                                .concatMap(
                                        entries -> text.names(by, entries)
                                                .map(names -> CsvText.write(entries.stream()
                                                        .map(entry -> CsvEntry.cells(entry, names, text))
                                                        .toList())),
                                        1)
                                .filter(chunk -> chunk.length > 0));
            case OCSF ->
                audit.every(by, Permission.EXPORT_AUDIT_LOG, question)
                        .concatMap(
                                entries -> text.names(by, entries).map(names -> OcsfEntry.lines(entries, names, text)),
                                1)
                        .filter(chunk -> chunk.length > 0);
        };
    }

    private Flux<byte[]> lines(Principal by, AuditQuestion question) {
        return Flux.defer(() -> {
            Written written = new Written();
            return entries(by, question)
                    .map(written::chunk)
                    .filter(chunk -> chunk.length > 0)
                    .concatWith(Mono.fromSupplier(written::end));
        });
    }

    private Flux<List<Entry>> entries(Principal by, AuditQuestion question) {
        if (question.plain()) {
            return sealed.entries(question.after(), question.until())
                    .map(entry -> entry.shownTo(by.organization()))
                    .buffer(CHUNK);
        }
        return audit.every(by, Permission.EXPORT_AUDIT_LOG, question).map(entries -> entries.stream()
                .map(each -> new Entry(each.position(), each.previous(), each.hash(), each.core(), null))
                .toList());
    }

    /** What was written so far; one thread at a time. */
    private static final class Written {

        private long count;
        private long last;
        private String hash = Chain.GENESIS;

        byte[] chunk(List<Entry> entries) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(CHUNK * 1_024);
            for (Entry entry : entries) {
                bytes.writeBytes(Lines.write(entry));
                count++;
                last = entry.position();
                hash = Objects.requireNonNullElse(entry.hash(), "");
            }
            return bytes.toByteArray();
        }

        byte[] end() {
            return Lines.write(new Lines.End(count, last, hash));
        }
    }
}
