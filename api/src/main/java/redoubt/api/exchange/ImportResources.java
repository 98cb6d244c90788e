package redoubt.api.exchange;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import redoubt.api.dialect.Offer;
import redoubt.api.exchange.ImportReport.Verdict;
import redoubt.api.http.Answer;
import redoubt.api.http.Parameter;
import redoubt.api.http.Parameters;
import redoubt.api.http.Reply;
import redoubt.api.http.Streamed;
import redoubt.api.resource.JsonReading;
import redoubt.api.resource.Showing;
import redoubt.api.route.Call;
import redoubt.api.route.Handler;
import redoubt.api.route.Rendering;
import redoubt.api.route.Transfers;
import redoubt.command.Imported;
import redoubt.command.Imports;
import redoubt.command.Submission;
import redoubt.model.Patch;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Identifiers;
import redoubt.query.Progress;

/** Rows of a file, judged and then created: all of them or none. */
final class ImportResources<R> implements Handler {

    static final Parameter DRY_RUN =
            Parameter.flag("dry_run", "Whether rows are only judged, and nothing is created.", true);

    /** What a row that names no folder is put into. */
    static final Parameter FOLDER = Parameter.query(
            "folder",
            "The folder of rows that name none.",
            Map.of("type", "string", "format", "uuid"),
            "0190b6f0-0000-7000-8000-0000000000f0");

    static final String LINES = "application/x-ndjson";

    private static final int MOST = 50_000;
    private static final int LINES_AT_ONCE = 100;
    private static final Failure NO_ROWS = Failure.Invalid.of(Complaints.WHOLE, "The file has no rows.");

    /** How long the answer waits for lists to show what was created. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Offer<R> offer;
    private final Showing showing;
    private final Imports imports;
    private final Progress progress;
    private final Rendering rendering;
    private final Transfers turns;
    private final JsonReading<R> reading;
    private final Columns columns;

    ImportResources(
            Offer<R> offer, Showing showing, Imports imports, Progress progress, Rendering rendering, Transfers turns) {
        this.offer = offer;
        this.showing = showing;
        this.imports = imports;
        this.progress = progress;
        this.rendering = rendering;
        this.turns = turns;
        this.reading = JsonReading.creation(offer.shape(), showing);
        this.columns = new Columns(reading);
    }

    @Override
    public Mono<? extends Answer> answer(Call call) {
        Parameters parameters = call.parameters();
        boolean rehearsal = parameters.flag("dry_run", true);
        String folder = folder(parameters);
        parameters.finish();
        if (call.by().limits().readOnly()) {
            throw new Refused(new Failure.Denied());
        }
        turns.admit(call.by());
        ImportReport report = new ImportReport(rendering, rehearsal);
        Flux<Object> told = turns.counted(call.by(), told(call, rehearsal, folder, report));
        return call.headers().getAccept().stream()
                        .anyMatch(accepted -> accepted.toString().startsWith(LINES))
                ? Mono.just(new Streamed(headers(), lines(told, report)))
                : told.then(Mono.fromSupplier(() -> reply(report, rehearsal)));
    }

    /** Of what was done before, the rows are counted again; one by one they are in the log. */
    @Override
    public Mono<? extends Answer> again(Call call, long position) {
        RowFormat format = RowFormat.of(call.file().mediaType());
        return Flux.fromIterable(() -> format.rows(call.file().bytes(), columns))
                .count()
                .subscribeOn(Schedulers.boundedElastic())
                .map(rows -> ImportReport.created(rendering, rows, position).reply());
    }

    /** Verdicts as they come, and at the end, once lists show them, that all were created. */
    private Flux<Object> told(Call call, boolean rehearsal, @Nullable String folder, ImportReport report) {
        AtomicLongArray numbers = new AtomicLongArray(MOST);
        Map<Long, String> troubles = new ConcurrentHashMap<>();
        RowFormat format = RowFormat.of(call.file().mediaType());
        Flux<Row> read = Flux.fromIterable(() -> format.rows(call.file().bytes(), columns))
                .map(row -> placed(row, folder));
        Flux<Submission<R>> rows = new NamedReferences<>(offer.shape(), showing)
                .in(read, call)
                .index()
                .map(each -> submission(each.getT1(), each.getT2(), numbers, troubles));
        return imports.bringIn(call.instruction(), offer.shape().type(), rows, rehearsal)
                .concatMap(imported -> switch (imported) {
                    case Imported.Judged judged -> {
                        Verdict verdict = new Verdict(numbers.get((int) judged.index()), judged(judged, troubles));
                        report.add(verdict);
                        yield Mono.<Object>just(verdict);
                    }
                    case Imported.Created created -> {
                        report.created(created.position());
                        yield shown(call, created).thenReturn((Object) created);
                    }
                });
    }

    private static @Nullable String folder(Parameters parameters) {
        String given = parameters.one(FOLDER.name());
        if (given == null) {
            return null;
        }
        String folder = Identifiers.read(given).orElse(null);
        if (folder == null) {
            parameters.complaints().add(FOLDER.name(), "Must be a valid UUID.");
        }
        return folder;
    }

    private static Row placed(Row row, @Nullable String folder) {
        if (folder != null && !row.members().has(FOLDER.name())) {
            row.members().put(FOLDER.name(), folder);
        }
        return row;
    }

    private Mono<Void> shown(Call call, Imported.Created created) {
        showing.freshness().wrote(call.by(), Set.of(offer.shape().noun()), created.position());
        return progress.reached(created.position(), PATIENCE).onErrorComplete(Refused.class);
    }

    private Submission<R> submission(
            long index, NamedReferences.Clear clear, AtomicLongArray numbers, Map<Long, String> troubles) {
        if (index >= MOST) {
            throw RowFormat.unreadable("A file may have at most " + MOST + " rows.");
        }
        Row row = clear.row();
        numbers.set((int) index, row.number());
        String trouble = row.trouble();
        if (trouble == null) {
            Submission<R> said = reading.submission(row.members());
            return clear.unclear().isEmpty()
                    ? said
                    : (current, complaints) -> {
                        clear.unclear().forEach(complaints::add);
                        return said.read(current, complaints);
                    };
        }
        troubles.put(index, trouble);
        return (_, complaints) -> {
            complaints.add(Complaints.WHOLE, trouble);
            return Patch.of(offer.shape().type());
        };
    }

    /** Of a row that cannot be read, nothing is missing or wrong but that. */
    private static Imported.Judged judged(Imported.Judged judged, Map<Long, String> troubles) {
        String trouble = troubles.remove(judged.index());
        return trouble == null
                ? judged
                : new Imported.Judged(judged.index(), judged.ref(), Failure.Invalid.of(Complaints.WHOLE, trouble));
    }

    private static Reply reply(ImportReport report, boolean rehearsal) {
        if (report.isEmpty()) {
            throw new Refused(NO_ROWS);
        }
        if (report.isRefused() && !rehearsal) {
            throw new Refused(report.failure());
        }
        return report.reply();
    }

    /** A line for each row, and one at the end that tells what came of all of them. */
    private Flux<byte[]> lines(Flux<Object> told, ImportReport report) {
        return told.ofType(Verdict.class)
                .buffer(LINES_AT_ONCE)
                .map(verdicts -> report.lines(verdicts))
                .concatWith(Mono.fromSupplier(() -> report.end(report.isEmpty() ? NO_ROWS : null)))
                .onErrorResume(Refused.class, refused -> Mono.just(report.end(refused.failure())));
    }

    private static Map<String, String> headers() {
        return Map.of("Content-Type", LINES, "Cache-Control", "no-store");
    }
}
