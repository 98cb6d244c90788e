package redoubt.query.projection;

import org.jspecify.annotations.Nullable;
import redoubt.model.Change;
import redoubt.model.Created;
import redoubt.model.Deleted;
import redoubt.model.Event;
import redoubt.model.Fact;
import redoubt.model.Field;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.Ref;
import redoubt.model.Shape;
import redoubt.model.Updated;

/**
 * What several events of one resource come to for its row: it is put in, amended, taken out, or never seen at all. Not
 * safe for several threads.
 */
final class NetEffect<R> {

    private final Ref<R> ref;
    private final String organization;
    private @Nullable Known<R> born;
    private Patch<R> patch;
    private boolean gone;
    private Event<R> last;

    private NetEffect(Event<R> first) {
        this.ref = first.ref();
        this.organization = first.envelope().organization();
        this.patch = Patch.of(first.ref().type());
        this.last = first;
        add(first);
    }

    static <R> NetEffect<R> of(Event<R> first) {
        return new NetEffect<>(first);
    }

    @SuppressWarnings("unchecked")
    void then(Event<?> next) {
        add((Event<R>) next);
    }

    private void add(Event<R> event) {
        last = event;
        Change<R> change = event.change();
        switch (change) {
            case Created<R> _ -> born = Known.after(null, event);
            case Deleted<R> _ -> {
                gone |= born == null;
                born = null;
                patch = Patch.of(ref.type());
            }
            case Updated<R> updated -> amend(event, updated.patch());
            case Fact<R> fact when fact.begins() && event.envelope().version() == 1 -> born = Known.after(null, event);
            case Fact<R> fact -> amend(event, fact.effect());
        }
    }

    private void amend(Event<R> event, Patch<R> values) {
        if (born != null) {
            born = Known.after(born, event);
        } else {
            patch = patch.then(settled(values));
        }
    }

    /** A record supplies defaults for what it is given as null; the row must hold the same without the record. */
    private static <R> Patch<R> settled(Patch<R> values) {
        Patch<R> settled = values;
        R empty = null;
        for (Field<R, ?> field : values.shape().fields()) {
            if (values.has(field) && values.get(field) == null && !field.nullable()) {
                empty = empty == null ? empty(values.shape()) : empty;
                settled = settled.with(field, field.of(empty));
            }
        }
        return settled;
    }

    private static <R> R empty(Shape<R> shape) {
        return Patch.of(shape.type()).create();
    }

    Ref<R> ref() {
        return ref;
    }

    String organization() {
        return organization;
    }

    /** The row to put in; null if none is. */
    @Nullable
    Known<R> born() {
        return born;
    }

    /** Whether there was a row, which is to be taken out, or another one to be put in its place. */
    boolean gone() {
        return gone;
    }

    /** Whether there was a row before and there is one after. */
    boolean amended() {
        return born == null && !gone && !(last.change() instanceof Deleted<R>);
    }

    /** The new values of an amended row. */
    Patch<R> patch() {
        return patch;
    }

    /** The last event, which the envelope of the row tells. */
    Event<R> last() {
        return last;
    }
}
