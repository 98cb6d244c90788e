package redoubt.api.house;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import redoubt.command.Act;
import redoubt.command.Behaviour;
import redoubt.command.Commands;
import redoubt.command.Create;
import redoubt.command.Delete;
import redoubt.command.Expected;
import redoubt.command.Instruction;
import redoubt.command.Outcome;
import redoubt.command.Perform;
import redoubt.command.Revert;
import redoubt.command.Update;
import redoubt.grc.Folder;
import redoubt.grc.Risk;
import redoubt.identity.ApiToken;
import redoubt.identity.ApiTokenRevoked;
import redoubt.model.Change;
import redoubt.model.Constraints;
import redoubt.model.Created;
import redoubt.model.Deleted;
import redoubt.model.Event;
import redoubt.model.Kind;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.Updated;
import redoubt.model.access.Access;
import redoubt.model.access.Permission;
import redoubt.model.access.Scope;
import redoubt.model.failure.Complaints;
import redoubt.model.failure.Failure;
import redoubt.model.failure.Refused;

/** The write side in memory: the order of its checks is that of the real one, its rules are few. */
public final class HouseCommands implements Commands {

    private final House house;
    public volatile Mono<Void> pause = Mono.empty();
    public volatile @Nullable RuntimeException broken;

    HouseCommands(House house) {
        this.house = house;
    }

    @Override
    public <R> Mono<Outcome<R>> send(Instruction instruction, Act<R> act) {
        return pause.then(Mono.fromCallable(() -> {
            synchronized (house) {
                claim(instruction);
                List<Event<?>> events = new ArrayList<>();
                Outcome<R> outcome = run(instruction, act, events);
                if (instruction.key() != null && outcome.position() > 0) {
                    house.receipts.claim(instruction.key(), outcome.position());
                }
                return outcome;
            }
        }));
    }

    @Override
    public Mono<List<Outcome<?>>> sendAll(Instruction instruction, List<Act<?>> acts) {
        return pause.then(Mono.fromCallable(() -> {
            synchronized (house) {
                claim(instruction);
                List<Event<?>> log = List.copyOf(house.events);
                Map<Ref<?>, Known<?>> known = new java.util.LinkedHashMap<>(house.known);
                List<Outcome<?>> outcomes = new ArrayList<>();
                for (Act<?> act : acts) {
                    try {
                        outcomes.add(run(instruction, act, new ArrayList<>()));
                    } catch (Refused refused) {
                        house.events.clear();
                        house.events.addAll(log);
                        house.known.clear();
                        house.known.putAll(known);
                        throw new Refused(refused.failure(), outcomes.size());
                    }
                }
                long position =
                        outcomes.stream().mapToLong(Outcome::position).max().orElse(0);
                if (instruction.key() != null && position > 0) {
                    house.receipts.claim(instruction.key(), position);
                }
                List<Outcome<?>> told = new ArrayList<>();
                outcomes.forEach(each -> told.add(new Outcome<>(each.events(), known(each), each.answer(), position)));
                return told;
            }
        }));
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Known<Object> known(Outcome<?> outcome) {
        return (Known<Object>) outcome.known();
    }

    private void claim(Instruction instruction) {
        RuntimeException failure = broken;
        if (failure != null) {
            throw failure;
        }
        if (instruction.key() != null && house.receipts.claimed(instruction.key())) {
            throw new Refused(Failure.Conflict.of("idempotency_in_progress", "In progress"));
        }
    }

    private <R> Outcome<R> run(Instruction by, Act<R> act, List<Event<?>> events) {
        return switch (act) {
            case Create<R> create -> create(by, create, events);
            case Update<R> update -> update(by, update, events);
            case Delete<R> delete -> delete(by, delete, events);
            case Perform<R> perform -> perform(by, perform, events);
            case Revert<R> revert -> revert(by, revert, events);
        };
    }

    private <R> Outcome<R> create(Instruction by, Create<R> create, List<Event<?>> events) {
        Complaints complaints = new Complaints();
        Patch<R> patch = create.given().then(create.submission().read(null, complaints));
        allowed(by, Permission.add(create.target().noun()));
        R state = HouseDefaults.fill(patch.then(create.given()).create(), by);
        Constraints.judge(state, "", judged(complaints));
        refuse(complaints);
        happened(by, create.target(), new Created<>(state), create.name(), events);
        return outcome(create.target(), events);
    }

    /** Complaints about absent values of members that were complained about already would be noise. */
    private static Complaints judged(Complaints complaints) {
        return complaints.isEmpty() ? complaints : new Complaints();
    }

    private <R> Outcome<R> update(Instruction by, Update<R> update, List<Event<?>> events) {
        Known<R> known =
                entry(by, update.target(), Permission.change(update.target().noun()), update.expected());
        Complaints complaints = new Complaints();
        Patch<R> patch = update.submission().read(known.state(), complaints);
        patch.forEach((field, value) -> {
            if (value == null && field.kind() == Kind.REF && !field.nullable()) {
                complaints.add(field.name(), "This field may not be null.");
            }
        });
        R after = patch.applyTo(known.state());
        Constraints.judge(after, "", complaints);
        refuse(complaints);
        Patch<R> changed = Patch.between(known.state(), after);
        if (!changed.isEmpty()) {
            happened(by, update.target(), new Updated<>(changed), update.name(), events);
        }
        return outcome(update.target(), events);
    }

    private <R> Outcome<R> delete(Instruction by, Delete<R> delete, List<Event<?>> events) {
        Known<R> known =
                entry(by, delete.target(), Permission.delete(delete.target().noun()), delete.expected());
        if (known.state() instanceof Folder folder
                && !delete.cascade()
                && house.known.values().stream()
                        .anyMatch(each -> each.state() instanceof Risk risk
                                && risk.folder().id().equals(known.ref().id()))) {
            throw new Refused(new Failure.Conflict(
                    "folder_not_empty", folder.name() + " is not empty.", Map.of("contents", Map.of("risks", 1))));
        }
        happened(by, delete.target(), new Deleted<>(known.state()), delete.name(), events);
        return outcome(delete.target(), events);
    }

    @SuppressWarnings("unchecked")
    private <R> Outcome<R> perform(Instruction by, Perform<R> perform, List<Event<?>> events) {
        Behaviour<?, ?, ?> behaviour = behaviours().stream()
                .filter(each ->
                        each.of() == perform.target().type() && each.name().equals(perform.action()))
                .findFirst()
                .orElseThrow();
        Known<R> known = entry(by, perform.target(), behaviour.permission(), perform.expected());
        if (perform.form().invalid() != null) {
            throw new Refused(perform.form().invalid());
        }
        switch (perform.form().input()) {
            case HouseBehaviours.Accept accept -> {
                Patch<Risk> patch = Patch.of(Risk.class)
                        .set(Risk::status, Risk.Status.ACCEPTED)
                        .set(Risk::justification, accept.justification());
                happened(by, (Ref<Risk>) perform.target(), new Updated<>(patch), perform.name(), events);
                return outcome(perform.target(), events);
            }
            case HouseBehaviours.Revoke _ ->
                happened(
                        by,
                        (Ref<ApiToken>) perform.target(),
                        new ApiTokenRevoked(house.clock().instant(), null),
                        perform.name(),
                        events);
            case HouseBehaviours.Echo echo -> {
                Map<String, @Nullable Object> answer = new java.util.LinkedHashMap<>();
                answer.put("said", echo.say());
                answer.put("leftOut", null);
                answer.put("risk", known);
                answer.put("controls", List.of(known.ref()));
                return new Outcome<>(List.of(), known, answer, 0);
            }
            case null, default -> throw new IllegalStateException();
        }
        return outcome(perform.target(), events);
    }

    private <R> Outcome<R> revert(Instruction by, Revert<R> revert, List<Event<?>> events) {
        Ref<R> ref = revert.target();
        Known<R> last = revert.last();
        Known<R> known = last == null ? entry(by, ref, Permission.change(ref.noun()), revert.expected()) : last;
        if (revert.wanted().invalid() != null) {
            throw new Refused(revert.wanted().invalid());
        }
        R after = Objects.requireNonNull(revert.wanted().input()).applyTo(known.state());
        Patch<R> changed = Patch.between(known.state(), after);
        if (last != null) {
            allowed(by, Permission.add(ref.noun()));
            happened(by, ref, new Created<>(after), revert.name(), events);
        } else if (!changed.isEmpty()) {
            happened(by, ref, new Updated<>(changed), revert.name(), events);
        }
        return outcome(ref, events);
    }

    private <R> Known<R> entry(Instruction by, Ref<R> ref, Permission permission, Expected expected) {
        Known<R> known = house.find(ref);
        if (known == null) {
            throw new Refused(new Failure.NotFound());
        }
        allowed(by, permission);
        if (expected.missing()) {
            throw new Refused(new Failure.PreconditionRequired());
        }
        if (expected.version() != null && expected.version() != known.version()) {
            throw new Refused(new Failure.Stale(known.version()));
        }
        return known;
    }

    private static void allowed(Instruction by, Permission permission) {
        if (!Access.allows(by.by(), permission, Scope.of(House.ORGANIZATION, List.of(House.ROOT)))) {
            throw new Refused(new Failure.Denied());
        }
    }

    private static void refuse(Complaints complaints) {
        if (!complaints.isEmpty()) {
            throw new Refused(complaints.toFailure());
        }
    }

    private <R> void happened(Instruction by, Ref<R> ref, Change<R> change, String name, List<Event<?>> events) {
        events.add(house.append(ref, change, by.by().actor(), name, by.correlation()));
    }

    private <R> Outcome<R> outcome(Ref<R> ref, List<Event<?>> events) {
        return new Outcome<>(
                List.copyOf(events),
                house.find(ref),
                null,
                events.isEmpty() ? 0 : events.getLast().position());
    }

    @Override
    public <R> Ref<R> draw(Class<R> type) {
        return Shape.of(type).ref(UuidCreator.getTimeOrderedEpoch().toString());
    }

    @Override
    public List<Behaviour<?, ?, ?>> behaviours() {
        return HouseBehaviours.ALL;
    }
}
