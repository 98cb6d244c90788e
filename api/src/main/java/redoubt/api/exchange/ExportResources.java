package redoubt.api.exchange;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.api.dialect.Offer;
import redoubt.api.freshness.Freshness;
import redoubt.api.http.Answer;
import redoubt.api.http.Parameter;
import redoubt.api.http.Parameters;
import redoubt.api.http.Streamed;
import redoubt.api.resource.Arrangement;
import redoubt.api.resource.Expansion;
import redoubt.api.resource.Filters;
import redoubt.api.resource.Preset;
import redoubt.api.resource.Representation;
import redoubt.api.resource.Showing;
import redoubt.api.route.Call;
import redoubt.api.route.Handler;
import redoubt.api.route.Transfers;
import redoubt.model.access.Principal;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;
import redoubt.model.wire.Json;
import redoubt.query.Condition;
import redoubt.query.Sight;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.TokenBuffer;

/** A whole list as a file, read no faster than the client takes it. */
final class ExportResources<R> implements Handler {

    private static final Parameter FORMAT = Parameter.query(
            "format",
            "The form of the file.",
            Map.of("type", "string", "enum", FileFormat.codes(), "default", FileFormat.NDJSON.code()),
            FileFormat.CSV.code());

    private final Offer<R> offer;
    private final Showing showing;
    private final Preset preset;
    private final Function<Call, Mono<Principal>> again;
    private final Transfers transfers;
    private final Representation<R> representation;
    private final Filters filters;

    /** @param again who sent a call, with the rights they have now; nobody if their credential is good no longer */
    ExportResources(
            Offer<R> offer,
            Showing showing,
            Preset preset,
            Function<Call, Mono<Principal>> again,
            Transfers transfers) {
        this.offer = offer;
        this.showing = showing;
        this.preset = preset;
        this.again = again;
        this.transfers = transfers;
        this.representation = showing.representation(offer.shape());
        this.filters = new Filters(
                showing.queries().criteria(offer.shape()), showing.dialect().naming());
    }

    @Override
    public Mono<? extends Answer> answer(Call call) {
        Parameters parameters = call.parameters();
        FileFormat format = format(parameters);
        List<Condition> where = new ArrayList<>(preset.conditions(call));
        where.addAll(filters.read(parameters));
        List<String> search = Arrangement.search(parameters);
        parameters.finish();
        transfers.admit(call.by());
        return showing.freshness()
                .reached(call)
                .then(Mono.defer(() -> showing.queries().every(offer.shape(), call.by(), where, search)))
                .map(stretches -> new Streamed(
                        headers(format),
                        transfers.counted(
                                call.by(), lines(format, stretches.concatMap(each -> still(call, each), 1)))));
    }

    /** A file may take long; it is given no longer than its reader may do what they might when it began. */
    private <T> Mono<T> still(Call call, T stretch) {
        return again.apply(call)
                .filter(now -> now.grants().equals(call.by().grants())
                        && now.limits().equals(call.by().limits()))
                .switchIfEmpty(Mono.error(() -> new Refused(new Failure.Denied())))
                .thenReturn(stretch);
    }

    private static FileFormat format(Parameters parameters) {
        String code = parameters.one("format");
        return code == null
                ? FileFormat.NDJSON
                : FileFormat.of(code).orElseGet(() -> {
                    parameters.complaints().add("format", "Choose " + String.join(" or ", FileFormat.codes()) + ".");
                    return FileFormat.NDJSON;
                });
    }

    private Flux<byte[]> lines(FileFormat format, Flux<List<Sight<R>>> stretches) {
        List<String> members = representation.names();
        return Flux.concat(
                        Mono.fromSupplier(() -> format.head(members)),
                        stretches.map(stretch -> format.lines(
                                members, stretch.stream().map(this::object).toList())))
                .filter(chunk -> chunk.length > 0);
    }

    private ObjectNode object(Sight<R> sight) {
        try (TokenBuffer written = TokenBuffer.forGeneration()) {
            representation.write(sight, Expansion.NONE, written);
            return (ObjectNode) Json.MAPPER.readTree(written.asParser());
        }
    }

    private Map<String, String> headers(FileFormat format) {
        LocalDate today = LocalDate.now(showing.clock());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", format.mediaType());
        headers.put("Cache-Control", "no-store");
        headers.put(
                "Content-Disposition",
                "attachment; filename=\"redoubt-" + offer.shape().plural() + "-" + today + "." + format.code() + "\"");
        return headers;
    }

    /** All parameters, for documents. */
    List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        all.add(FORMAT);
        all.add(Arrangement.SEARCH);
        all.addAll(preset.parameters());
        all.addAll(filters.parameters());
        all.add(Freshness.PARAMETER);
        return all;
    }
}
