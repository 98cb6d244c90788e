package redoubt.infra.clock;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import redoubt.command.Expected;
import redoubt.command.Form;
import redoubt.command.Perform;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.query.Condition;

/**
 * What happens to resources when their day has come. Asking twice, or on several nodes at once, changes nothing, because
 * the decision is taken on the log.
 *
 * @param name what it does, for logs
 * @param type to what
 * @param due which of them have their day today, as far as the read side knows
 * @param action what is done with them
 * @param input what it is told
 */
record Policy<R>(String name, Class<R> type, Function<LocalDate, List<Condition>> due, String action, Object input) {

    Shape<R> shape() {
        return Shape.of(type);
    }

    Perform<R> on(Ref<R> ref) {
        return new Perform<>(ref, action, Expected.ANY, Form.of(input));
    }
}
