package redoubt.api.resource;

import java.util.List;
import redoubt.api.http.Parameter;
import redoubt.api.route.Call;
import redoubt.query.Condition;
import redoubt.query.Order;

/** Conditions that a list has by itself, beside those that are asked for. */
public interface Preset {

    /** None. */
    Preset NONE = new Preset() {
        @Override
        public List<Condition> conditions(Call call) {
            return List.of();
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }
    };

    /** The conditions for a call; may take parameters of its own. */
    List<Condition> conditions(Call call);

    /** Those parameters, for documents. */
    List<Parameter> parameters();

    /** In which order the list comes if nobody asks for one; empty for the usual order. */
    default List<Order> order() {
        return List.of();
    }
}
