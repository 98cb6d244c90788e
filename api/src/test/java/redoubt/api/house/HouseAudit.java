package redoubt.api.house;

import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.model.Envelope;
import redoubt.model.Event;
import redoubt.model.access.Access;
import redoubt.model.access.Permission;
import redoubt.model.access.Principal;
import redoubt.model.access.Scope;
import redoubt.model.wire.Json;
import redoubt.query.Progress;
import redoubt.query.Window;
import redoubt.query.audit.AuditEntry;
import redoubt.query.audit.AuditLog;
import redoubt.query.audit.AuditQuestion;

/** What happened in the house, for auditors; it can be asked for by type and place only, and says nothing of what changed. */
record HouseAudit(House house) implements AuditLog {

    /** Never behind. */
    @Override
    public Progress progress() {
        return new Progress() {
            @Override
            public long reached() {
                return house.head();
            }

            @Override
            public Mono<Void> reached(long position, Duration patience) {
                return Mono.empty();
            }
        };
    }

    @Override
    public Mono<Part> page(Principal by, AuditQuestion question, boolean ascending, Window window) {
        Comparator<AuditEntry> order = Comparator.comparingLong(AuditEntry::position);
        List<AuditEntry> found = found(by, Permission.VIEW_AUDIT_LOG, question)
                .sorted(ascending ? order : order.reversed())
                .toList();
        return Mono.just(new Part(
                found.size(),
                found.stream().skip(window.offset()).limit(window.limit()).toList()));
    }

    @Override
    public Mono<AuditEntry> one(Principal by, long position) {
        return Mono.justOrEmpty(
                found(by, Permission.VIEW_AUDIT_LOG, AuditQuestion.EVERYTHING.between(position - 1, position))
                        .findFirst());
    }

    @Override
    public Flux<List<AuditEntry>> every(Principal by, Permission permission, AuditQuestion question) {
        return Flux.just(found(by, permission, question).toList());
    }

    @Override
    public Mono<Map<Long, Mark>> marks(Principal by, Collection<Long> positions) {
        return Mono.just(Map.of());
    }

    private Stream<AuditEntry> found(Principal by, Permission permission, AuditQuestion question) {
        return house.events().stream()
                .filter(event -> event.position() > question.after() && event.position() <= question.until())
                .filter(event -> question.types().isEmpty() || question.types().contains(event.name()))
                .filter(event -> Access.allows(by, permission, Scope.of(House.ORGANIZATION, List.of(House.ROOT))))
                .map(HouseAudit::entry);
    }

    private static AuditEntry entry(Event<?> event) {
        Envelope envelope = event.envelope();
        var core =
                Json.MAPPER.createObjectNode().put("position", event.position()).put("type", event.name());
        core.putObject("data");
        return new AuditEntry(
                event.position(),
                event.id(),
                event.name(),
                event.ref().id(),
                envelope,
                core,
                List.of(),
                "Global",
                null,
                null,
                null);
    }
}
