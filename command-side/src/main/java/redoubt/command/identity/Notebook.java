package redoubt.command.identity;

import reactor.core.publisher.Mono;
import redoubt.command.Commands;
import redoubt.command.Expected;
import redoubt.command.Form;
import redoubt.command.Instruction;
import redoubt.command.Notes;
import redoubt.command.Perform;
import redoubt.identity.Organization;
import redoubt.model.Fact;
import redoubt.model.Ref;

/** Notes by way of commands. */
public final class Notebook implements Notes {

    private final Commands commands;

    /** Sends them there. */
    public Notebook(Commands commands) {
        this.commands = commands;
    }

    @Override
    public Mono<Void> note(Instruction instruction, Fact<?> fact) {
        return note(
                instruction,
                commands.draw(fact.getClass().getAnnotation(Fact.Happened.class).to()),
                fact);
    }

    /** The same about something that has an identifier already. */
    public Mono<Void> note(Instruction instruction, Ref<?> ref, Fact<?> fact) {
        Ref<Organization> organization =
                Ref.of(Organization.class, instruction.by().organization());
        return commands.send(
                        instruction.by(instruction.by().backed()),
                        new Perform<>(organization, Noting.NAME, Expected.ANY, Form.of(new Noting.Input(ref, fact))))
                .then();
    }
}
