package redoubt.api.house;

import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import redoubt.command.Act;
import redoubt.command.Commands;
import redoubt.command.Create;
import redoubt.command.Imported;
import redoubt.command.Imports;
import redoubt.command.Instruction;
import redoubt.command.Submission;
import redoubt.model.failure.Complaints;

/** Imports in memory: rows are refused for what cannot be understood of them, and created together. */
record HouseImports(Commands commands) implements Imports {

    @Override
    public <R> Flux<Imported> bringIn(
            Instruction instruction, Class<R> type, Flux<Submission<R>> rows, boolean rehearsal) {
        return rows.map(row -> new Create<>(commands.draw(type), row))
                .collectList()
                .flatMapMany(acts -> {
                    List<Imported> verdicts = acts.stream()
                            .<Imported>map(act -> judged(acts.indexOf(act), act))
                            .toList();
                    boolean refused = verdicts.stream()
                            .anyMatch(each -> each instanceof Imported.Judged judged && judged.refusal() != null);
                    return Flux.fromIterable(verdicts)
                            .concatWith(Mono.defer(() -> rehearsal || refused || acts.isEmpty()
                                    ? Mono.empty()
                                    : commands.sendAll(instruction, List.<Act<?>>copyOf(acts))
                                            .map(outcomes -> new Imported.Created(
                                                    outcomes.getFirst().position(),
                                                    outcomes.getLast().position()))));
                });
    }

    private static <R> Imported.Judged judged(long index, Create<R> act) {
        Complaints complaints = new Complaints();
        act.submission().read(null, complaints);
        return new Imported.Judged(index, act.target(), complaints.isEmpty() ? null : complaints.toFailure());
    }
}
