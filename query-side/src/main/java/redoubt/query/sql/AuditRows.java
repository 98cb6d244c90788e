package redoubt.query.sql;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.model.Catalogue;
import redoubt.model.Change;
import redoubt.model.Envelope;
import redoubt.model.Event;
import redoubt.model.EventName;
import redoubt.model.Patch;
import redoubt.model.Shape;
import redoubt.model.Updated;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;
import redoubt.model.wire.Json;
import redoubt.model.wire.Metadata;
import redoubt.query.audit.AuditEntry;
import redoubt.query.audit.Payloads;
import redoubt.query.audit.Touched;
import redoubt.query.chain.Chain;
import redoubt.query.chain.Core;
import redoubt.query.history.Difference;
import redoubt.query.history.Timeline;
import redoubt.query.landscape.Extent;
import redoubt.query.landscape.Landscape;
import tools.jackson.databind.JsonNode;

/** Entries of the audit log with everything that is told of them: two questions, however many they are. */
final class AuditRows {

    // Each of them is a few probes, written so that it cannot become a scan of the whole log.
    private static final String SHOWN =
            "select t.position, e.id, e.type, e.version, e.at, e.payload::text, e.metadata::text, t.before::text,"
                + " t.schema, o.ip, encode(s.hash, 'hex'), encode(p.hash, 'hex') from read.audit_entry t join lateral"
                + " (select * from event where position = t.position limit 1) e on true left join lateral (select ip"
                + " from event_origin where position = t.position limit 1) o on true left join lateral (select hash"
                + " from audit_seal where position = t.position limit 1) s on true left join lateral (select hash from"
                + " audit_seal where position = t.position - 1 limit 1) p on true where t.position = any(array(";

    private final Asking asking;
    private final Catalogue catalogue;
    private final Payloads payloads;
    private final Timeline timeline;

    AuditRows(Asking asking, Catalogue catalogue, Payloads payloads, Timeline timeline) {
        this.asking = asking;
        this.catalogue = catalogue;
        this.payloads = payloads;
        this.timeline = timeline;
    }

    private record Row(
            long position,
            String id,
            String type,
            int schema,
            Instant at,
            String payload,
            String metadata,
            @Nullable String before,
            int beforeSchema,
            @Nullable String ip,
            @Nullable String hash,
            @Nullable String previous) {

        Payloads.Stored stored() {
            return new Payloads.Stored(type, schema, payload);
        }

        Payloads.Stored was() {
            return new Payloads.Stored(
                    EventName.noun(type) + ".updated", beforeSchema, Objects.requireNonNullElse(before, "{}"));
        }
    }

    /** The entries at the positions that a select yields. */
    Mono<List<AuditEntry>> at(Principal by, Landscape land, Clause positions, boolean ascending) {
        Clause select = Clause.of(SHOWN)
                .then(positions)
                .then(")) and t.org = ?::uuid", by.organization())
                .then(ascending ? " order by t.position" : " order by t.position desc");
        Extent named = land.extent(by, Permission.view("folder"));
        return asking.rows(by.organization(), select, AuditRows::row)
                .collectList()
                .flatMap(rows -> Mono.zip(
                                payloads.read(rows.stream().map(Row::stored).toList()),
                                payloads.read(rows.stream().map(Row::was).toList()))
                        .map(both -> {
                            List<AuditEntry> entries = new ArrayList<>(rows.size());
                            for (int i = 0; i < rows.size(); i++) {
                                entries.add(entry(
                                        rows.get(i),
                                        both.getT1().get(i),
                                        both.getT2().get(i),
                                        land,
                                        named));
                            }
                            return entries;
                        }));
    }

    private static Row row(Readable row) {
        return new Row(
                Objects.requireNonNull(row.get(0, Long.class)),
                text(row, 1),
                text(row, 2),
                Integer.parseInt(text(row, 3)),
                Objects.requireNonNull(row.get(4, Instant.class)),
                text(row, 5),
                text(row, 6),
                row.get(7, String.class),
                Objects.requireNonNullElse(row.get(8, Integer.class), 1),
                row.get(9, String.class),
                row.get(10, String.class),
                row.get(11, String.class));
    }

    private AuditEntry entry(
            Row row, Optional<Change<?>> change, Optional<Change<?>> before, Landscape land, Extent named) {
        Core.Stored beside = Core.Stored.read(row.metadata(), row.at());
        Envelope envelope = Metadata.read(beside.map(), beside.at());
        String resource = Metadata.resource(beside.map());
        JsonNode data = Json.MAPPER.readTree(row.payload());
        return new AuditEntry(
                row.position(),
                row.id(),
                row.type(),
                resource,
                envelope,
                Core.of(row.position(), row.id(), row.type(), row.schema(), beside, data),
                change.map(each -> {
                            Shape<?> shape = catalogue
                                    .resource(EventName.noun(row.type()))
                                    .orElseThrow();
                            return changes(row, shape, resource, envelope, each, before.orElse(null));
                        })
                        .orElse(List.of()),
                envelope.folder() == null
                        ? null
                        : land.names(envelope.folder(), named).orElse(null),
                row.ip(),
                row.hash() == null ? null : row.position() == 1 ? Chain.GENESIS : row.previous(),
                row.hash());
    }

    @SuppressWarnings("unchecked")
    private <R> List<Difference> changes(
            Row row, Shape<R> shape, String resource, Envelope envelope, Change<?> change, @Nullable Change<?> before) {
        Event<R> event = new Event<>(
                row.position(), row.id(), row.type(), row.schema(), shape.ref(resource), (Change<R>) change, envelope);
        Patch<R> was = row.before() != null && before instanceof Updated<?> updated ? (Patch<R>) updated.patch() : null;
        return Touched.differences(event, was, timeline);
    }

    private static String text(Readable row, int at) {
        return Objects.requireNonNull(row.get(at, String.class));
    }
}
