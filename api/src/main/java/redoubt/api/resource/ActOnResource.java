package redoubt.api.resource;

import reactor.core.publisher.Mono;
import redoubt.api.dialect.Offer;
import redoubt.api.http.Answer;
import redoubt.api.route.Call;
import redoubt.api.route.Handler;
import redoubt.command.Behaviour;
import redoubt.command.Commands;
import redoubt.command.Perform;

/** Does with a resource what a behaviour knows. */
final class ActOnResource<R> implements Handler {

    private final Offer<R> offer;
    private final Behaviour<?, ?, ?> behaviour;
    private final Writing writing;
    private final Commands commands;
    private final Preconditions preconditions;

    ActOnResource(
            Offer<R> offer,
            Behaviour<?, ?, ?> behaviour,
            Writing writing,
            Commands commands,
            Preconditions preconditions) {
        this.offer = offer;
        this.behaviour = behaviour;
        this.writing = writing;
        this.commands = commands;
        this.preconditions = preconditions;
    }

    @Override
    public Mono<? extends Answer> answer(Call call) {
        call.parameters().finish();
        Perform<R> act = new Perform<>(
                call.target(offer.shape()),
                behaviour.name(),
                preconditions.acting(call),
                JsonForm.read(behaviour.input(), call.body(), writing.naming()));
        return commands.send(call.instruction(), act).flatMap(outcome -> writing.told(call, outcome));
    }

    @Override
    public Mono<? extends Answer> again(Call call, long position) {
        return writing.changedAt(call, call.target(offer.shape()), position);
    }
}
