package redoubt.api.resource;

import reactor.core.publisher.Mono;
import redoubt.api.dialect.Offer;
import redoubt.api.dialect.Verb;
import redoubt.api.http.Answer;
import redoubt.api.route.Call;
import redoubt.api.route.Handler;
import redoubt.command.Commands;
import redoubt.command.Create;

/** Brings a resource into being. */
final class CreateResource<R> implements Handler {

    private final Offer<R> offer;
    private final Members<R> members;
    private final Writing writing;
    private final Commands commands;

    CreateResource(Offer<R> offer, Members<R> members, Writing writing, Commands commands) {
        this.offer = offer;
        this.members = members;
        this.writing = writing;
        this.commands = commands;
    }

    @Override
    public Mono<? extends Answer> answer(Call call) {
        call.parameters().finish();
        Create<R> act = new Create<>(
                commands.draw(offer.shape().type()), new JsonSubmission<>(members, call.body(), Verb.CREATE));
        return commands.send(call.instruction(), act).flatMap(outcome -> writing.created(call, outcome));
    }

    @Override
    public Mono<? extends Answer> again(Call call, long position) {
        return writing.createdAt(call, position);
    }
}
