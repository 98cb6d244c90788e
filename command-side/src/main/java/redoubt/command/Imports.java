package redoubt.command;

import reactor.core.publisher.Flux;

/**
 * The door of the write side for more resources than fit into one command. They are decided one after the other and
 * become part of the log together, or not at all. Never blocks; memory does not grow with their number.
 */
public interface Imports {

    /**
     * Judges rows in their order and then, if none was refused, creates a resource of each.
     *
     * @param rows what is to be created, read as fast as it can be decided
     * @param rehearsal whether rows are only judged
     * @return a verdict for each row and, if resources were created, a {@link Imported.Created} at the end; fails with a
     *     {@code Conflict} of code {@code concurrent_update} if something that the rows rest on was changed meanwhile
     */
    <R> Flux<Imported> bringIn(Instruction instruction, Class<R> type, Flux<Submission<R>> rows, boolean rehearsal);
}
