package redoubt.query;

import java.util.List;
import redoubt.model.Shape;
import redoubt.model.access.Principal;

/**
 * A question for a list of resources. There is none without somebody who asks: what they may not see is not found.
 *
 * @param shape the resources asked for
 * @param by on whose behalf
 * @param where all must hold
 * @param search words and phrases, each of which must occur in some searchable field, ignoring case and accents
 * @param order terms by weight; completed by the identifier
 * @param window which part of the list
 */
public record Query<R>(
        Shape<R> shape, Principal by, List<Condition> where, List<String> search, List<Order> order, Window window) {}
