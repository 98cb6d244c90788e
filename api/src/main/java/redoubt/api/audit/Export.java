package redoubt.api.audit;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.api.http.Answer;
import redoubt.api.http.Parameter;
import redoubt.api.http.Parameters;
import redoubt.api.http.Streamed;
import redoubt.api.route.Call;
import redoubt.api.route.Clearance;
import redoubt.api.route.Handler;
import redoubt.api.route.Transfers;
import redoubt.model.Catalogue;
import redoubt.model.EventName;
import redoubt.model.access.Permission;
import redoubt.query.chain.Chain;
import redoubt.query.chain.Entry;
import redoubt.query.chain.Lines;
import redoubt.query.chain.SealedLog;
import redoubt.query.log.EventLog;

/** The sealed log line by line, read no faster than the client takes it. */
final class Export implements Handler {

    static final List<Parameter> PARAMETERS = List.of(
            Parameter.query(
                    "format",
                    "The form of the lines.",
                    Map.of("type", "string", "enum", List.of("ndjson"), "default", "ndjson"),
                    "ndjson"),
            Parameter.query("position__gte", "From this position on.", Map.of("type", "integer", "minimum", 1), 1),
            Parameter.query("position__lte", "Up to this position.", Map.of("type", "integer", "minimum", 1), 10_482),
            Parameter.text(
                    "type", "Only events of these types, separated by commas; risk.* is all about risks.", "risk.*"),
            Parameter.text("since", "From this moment on.", "2026-01-15T10:30:00Z"),
            Parameter.text("until", "Up to this moment.", "2026-12-31T23:59:59Z"));

    private static final int CHUNK = 100;
    private static final long MICROSECOND = 1_000;

    private final SealedLog sealed;
    private final EventLog log;
    private final Catalogue catalogue;
    private final Transfers transfers;

    Export(SealedLog sealed, EventLog log, Catalogue catalogue, Transfers transfers) {
        this.sealed = sealed;
        this.log = log;
        this.catalogue = catalogue;
        this.transfers = transfers;
    }

    @Override
    public Mono<? extends Answer> answer(Call call) {
        Clearance.everywhere(call, Permission.EXPORT_AUDIT_LOG);
        Parameters parameters = call.parameters();
        String format = parameters.one("format");
        if (format != null && !format.equals("ndjson")) {
            parameters.complaints().add("format", "Choose ndjson.");
        }
        long first = parameters.position("position__gte", 1);
        long last = parameters.position("position__lte", Long.MAX_VALUE);
        Set<String> types = types(parameters);
        Instant since = parameters.moment("since");
        Instant until = parameters.moment("until");
        parameters.finish();
        transfers.admit(call.by());
        return Mono.zip(sealed.head(), after(since), until(until)).map(known -> {
            long from = Math.max(first, known.getT2() + 1);
            long to = Math.min(Math.min(last, known.getT3()), known.getT1().sealed());
            Flux<byte[]> chunks = lines(from, to, types, call.by().organization());
            return new Streamed(headers(from, to), transfers.counted(call.by(), chunks));
        });
    }

    private Set<String> types(Parameters parameters) {
        Set<String> types = new TreeSet<>();
        for (String type : parameters.list("type")) {
            List<String> meant = catalogue.eventNames().stream()
                    .filter(name -> type.equals(name) || type.equals(EventName.noun(name) + ".*"))
                    .toList();
            if (meant.isEmpty()) {
                parameters.complaints().add("type", "\"" + type + "\" is not the type of any event.");
            }
            types.addAll(meant);
        }
        return types;
    }

    /** Instants never run backwards along the log. */
    private Mono<Long> after(@Nullable Instant since) {
        return since == null ? Mono.just(0L) : log.positionAt(since.minusNanos(MICROSECOND));
    }

    private Mono<Long> until(@Nullable Instant until) {
        return until == null ? Mono.just(Long.MAX_VALUE) : log.positionAt(until);
    }

    private static Map<String, String> headers(long from, long to) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/x-ndjson");
        headers.put("Cache-Control", "no-store");
        headers.put("Content-Disposition", "attachment; filename=\"redoubt-audit-" + from + "-" + to + ".ndjson\"");
        headers.put("X-Redoubt-Export-To", Long.toString(to));
        return headers;
    }

    private Flux<byte[]> lines(long from, long to, Set<String> types, String organization) {
        return Flux.defer(() -> {
            Written written = new Written(types);
            return sealed.entries(from - 1, to)
                    .map(entry -> entry.shownTo(organization))
                    .buffer(CHUNK)
                    .map(written::chunk)
                    .filter(chunk -> chunk.length > 0)
                    .concatWith(Mono.fromSupplier(written::end));
        });
    }

    /** What was written so far; one thread at a time. */
    private static final class Written {

        private final Set<String> types;
        private long count;
        private long last;
        private String hash = Chain.GENESIS;

        Written(Set<String> types) {
            this.types = types;
        }

        /** The lines of these entries, also of those that cannot be read: they are evidence. */
        byte[] chunk(List<Entry> entries) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(CHUNK * 1_024);
            for (Entry entry : entries) {
                if (types.isEmpty() || types.contains(type(entry))) {
                    bytes.writeBytes(Lines.write(entry));
                    count++;
                    last = entry.position();
                    hash = Objects.requireNonNullElse(entry.hash(), "");
                }
            }
            return bytes.toByteArray();
        }

        private static String type(Entry entry) {
            var core = entry.core();
            return core == null ? "" : core.path("type").asString("");
        }

        byte[] end() {
            return Lines.write(new Lines.End(count, last, hash));
        }
    }
}
