package redoubt.api.resource;

import reactor.core.publisher.Mono;
import redoubt.api.dialect.Offer;
import redoubt.api.dialect.Verb;
import redoubt.api.http.Answer;
import redoubt.api.route.Call;
import redoubt.api.route.Handler;
import redoubt.command.Commands;
import redoubt.command.Update;

/** Gives a resource new values: all that it requires, or only those that were sent. */
final class ChangeResource<R> implements Handler {

    private final Offer<R> offer;
    private final Verb verb;
    private final Members<R> members;
    private final Writing writing;
    private final Commands commands;
    private final Preconditions preconditions;

    ChangeResource(
            Offer<R> offer,
            Verb verb,
            Members<R> members,
            Writing writing,
            Commands commands,
            Preconditions preconditions) {
        this.offer = offer;
        this.verb = verb;
        this.members = members;
        this.writing = writing;
        this.commands = commands;
        this.preconditions = preconditions;
    }

    @Override
    public Mono<? extends Answer> answer(Call call) {
        boolean onwards = Onwards.possible(offer.shape(), verb) && Onwards.read(call.parameters());
        call.parameters().finish();
        Update<R> act = new Update<>(
                call.target(offer.shape()),
                new JsonSubmission<>(members, call.body(), verb),
                preconditions.changing(call),
                onwards);
        return commands.send(call.instruction(), act).flatMap(outcome -> writing.shown(call, outcome));
    }
}
