package redoubt.query.identity;

import java.util.Optional;
import redoubt.model.Known;
import redoubt.model.Shape;
import redoubt.query.sql.Clause;
import redoubt.query.sql.Lens;
import redoubt.query.sql.Viewpoint;
import redoubt.query.table.Table;

/** What the house notes about itself: seen by whoever may look into the audit log everywhere. */
public final class NotedLens<R> implements Lens<R> {

    private final Table<R> table;

    /** The lens of what is only noted. */
    public NotedLens(Class<R> type) {
        this.table = Table.of(Shape.of(type));
    }

    @Override
    public Table<R> table() {
        return table;
    }

    @Override
    public Clause visible(Viewpoint from) {
        return seen(from) ? Clause.TRUE : Clause.FALSE;
    }

    @Override
    public Optional<Boolean> visible(Viewpoint from, Known<R> known) {
        return Optional.of(seen(from));
    }

    private boolean seen(Viewpoint from) {
        return from.extent(shape().right()).whole();
    }
}
