package redoubt.infra.security;

import java.util.List;
import reactor.core.publisher.Mono;
import redoubt.command.Act;
import redoubt.command.Behaviour;
import redoubt.command.Commands;
import redoubt.command.Instruction;
import redoubt.command.Outcome;
import redoubt.model.Ref;

/**
 * Commands that have taken effect at the door of this node by the time their outcome is told: a token that was revoked
 * opens nothing from then on, though the vault would hear of it from the log only moments later.
 */
public final class PromptCommands implements Commands {

    private final Commands commands;
    private final TokenVault vault;

    /** Tells {@code vault} what comes of {@code commands}. */
    public PromptCommands(Commands commands, TokenVault vault) {
        this.commands = commands;
        this.vault = vault;
    }

    @Override
    public <R> Mono<Outcome<R>> send(Instruction instruction, Act<R> act) {
        return commands.send(instruction, act).doOnNext(outcome -> vault.heed(outcome.events()));
    }

    @Override
    public Mono<List<Outcome<?>>> sendAll(Instruction instruction, List<Act<?>> acts) {
        return commands.sendAll(instruction, acts)
                .doOnNext(outcomes -> outcomes.forEach(outcome -> vault.heed(outcome.events())));
    }

    @Override
    public <R> Ref<R> draw(Class<R> type) {
        return commands.draw(type);
    }

    @Override
    public List<Behaviour<?, ?, ?>> behaviours() {
        return commands.behaviours();
    }
}
