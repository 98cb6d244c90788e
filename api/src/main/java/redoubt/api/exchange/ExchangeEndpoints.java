package redoubt.api.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.springframework.http.HttpMethod;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Offer;
import redoubt.api.dialect.Verb;
import redoubt.api.resource.Preset;
import redoubt.api.resource.Showing;
import redoubt.api.route.About;
import redoubt.api.route.Call;
import redoubt.api.route.Content;
import redoubt.api.route.Endpoint;
import redoubt.api.route.Rendering;
import redoubt.api.route.Takes;
import redoubt.api.route.Transfers;
import redoubt.api.route.Weight;
import redoubt.command.Imports;
import redoubt.model.access.Principal;
import redoubt.query.Progress;

/** The endpoints that take lists away as files, and bring resources in from files. */
public final class ExchangeEndpoints {

    private final Showing showing;
    private final Imports imports;
    private final Progress progress;
    private final Rendering rendering;
    private final Function<Call, Mono<Principal>> again;
    private final Transfers transfers;

    /**
     * Takes away what is shown, and brings in what {@code imports} create.
     *
     * @param progress how far lists have followed
     * @param rendering tells why a row is refused
     * @param again who sent a call, with the rights they have now; nobody if their credential is good no longer
     * @param transfers how many files are on their way at the same time
     */
    public ExchangeEndpoints(
            Showing showing,
            Imports imports,
            Progress progress,
            Rendering rendering,
            Function<Call, Mono<Principal>> again,
            Transfers transfers) {
        this.showing = showing;
        this.imports = imports;
        this.progress = progress;
        this.rendering = rendering;
        this.again = again;
        this.transfers = transfers;
    }

    /** Those of one offer. */
    public <R> List<Endpoint> of(Offer<R> offer, Preset preset) {
        List<Endpoint> endpoints = new ArrayList<>();
        if (offer.offers(Verb.EXPORT)) {
            endpoints.add(export(offer, preset));
        }
        if (offer.offers(Verb.IMPORT)) {
            endpoints.add(bringIn(offer));
        }
        return endpoints;
    }

    private <R> Endpoint bringIn(Offer<R> offer) {
        About about = new About(
                "import_" + offer.shape().plural().replace('-', '_'),
                offer.title(),
                "Create many from a file",
                "CSV, NDJSON or the first sheet of an XLSX workbook, with the members that one is created with as"
                        + " columns; a file that was exported will do. All rows are created or none. Unless dry_run is"
                        + " false they are only judged. Who accepts application/x-ndjson is told of each row as it is"
                        + " judged; the last line has _end.",
                List.of(ImportResources.DRY_RUN, ImportResources.FOLDER),
                new Content.Written(offer.shape(), Verb.CREATE),
                200,
                ImportForms.REPORT,
                Set.of(400, 403, 409, 413, 415, 422, 429));
        return Endpoint.of(
                        HttpMethod.POST,
                        showing.dialect().path(offer.path() + "import/"),
                        Takes.file(RowFormat.mediaTypes()),
                        about,
                        new ImportResources<>(offer, showing, imports, progress, rendering, transfers))
                .giving("application/json", ImportResources.LINES)
                .weighing(Weight.TEN);
    }

    private <R> Endpoint export(Offer<R> offer, Preset preset) {
        ExportResources<R> handler = new ExportResources<>(offer, showing, preset, again, transfers);
        About about = new About(
                "export_" + offer.shape().plural().replace('-', '_'),
                offer.title(),
                "Take the whole list away as a file",
                "What the caller may see, oldest first, filtered like the list. In CSV, elements of a list have"
                        + " semicolons between them, and a text that a spreadsheet would take for a formula has an"
                        + " apostrophe before it.",
                handler.parameters(),
                Content.NOTHING,
                200,
                new Content.Text(FileFormat.NDJSON.mediaType(), "{\"id\":\"0190b6f0-4c7e-7d3a-9a5e-2f1c8b7a6d5e\"}\n"),
                Set.of(400, 429));
        return Endpoint.get(showing.dialect().path(offer.path() + "export/"), about, handler)
                .giving(FileFormat.NDJSON.mediaType(), "text/csv")
                .weighing(Weight.TEN);
    }
}
