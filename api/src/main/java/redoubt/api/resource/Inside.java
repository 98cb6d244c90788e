package redoubt.api.resource;

import java.util.List;
import redoubt.api.http.Parameter;
import redoubt.api.route.Call;
import redoubt.model.Field;
import redoubt.model.Shape;
import redoubt.query.Condition;
import redoubt.query.Criterion;
import redoubt.query.Criterion.Lookup;
import redoubt.query.Order;
import redoubt.query.Queries;

/**
 * The list of what is inside one thing: those whose field points at it, in an order of their own.
 *
 * @param within the criterion of that field
 * @param container what they are inside of
 * @param orders how they are ordered unless somebody asks for another order
 */
record Inside(Criterion within, Shape<?> container, List<Order> orders) implements Preset {

    static Inside of(Field<?, ?> field, Shape<?> container, List<Order> orders, Queries queries) {
        Criterion within = queries.criteria(Shape.of(field.owner())).stream()
                .filter(each -> each.name().equals(field.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No list can be filtered by " + field));
        return new Inside(within, container, orders);
    }

    @Override
    public List<Condition> conditions(Call call) {
        return List.of(new Condition(
                within, Lookup.AMONG, List.of(call.target(container).id()), false));
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public List<Order> order() {
        return orders;
    }
}
