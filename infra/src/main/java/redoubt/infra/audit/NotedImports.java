package redoubt.infra.audit;

import java.util.UUID;
import reactor.core.publisher.Flux;
import redoubt.command.Imported;
import redoubt.command.Imports;
import redoubt.command.Instruction;
import redoubt.command.Submission;
import redoubt.infra.audit.Origins.Origin;
import redoubt.model.access.Principal;

/** Imports of which is noted from where they were asked for. */
public final class NotedImports implements Imports {

    private final Imports imports;
    private final Origins origins;

    /** Tells {@code origins} of {@code imports}. */
    public NotedImports(Imports imports, Origins origins) {
        this.imports = imports;
        this.origins = origins;
    }

    @Override
    public <R> Flux<Imported> bringIn(
            Instruction instruction, Class<R> type, Flux<Submission<R>> rows, boolean rehearsal) {
        return imports.bringIn(instruction, type, rows, rehearsal).doOnNext(imported -> {
            if (imported instanceof Imported.Created created) {
                note(instruction, created);
            }
        });
    }

    private void note(Instruction instruction, Imported.Created created) {
        String ip = instruction.origin();
        if (ip == null) {
            return;
        }
        Principal by = instruction.by();
        String user = by.actor().user();
        origins.note(new Origin(
                created.first(),
                created.position(),
                UUID.fromString(by.organization()),
                user == null ? null : UUID.fromString(user),
                ip));
        origins.keep();
    }
}
