package redoubt.api.dialect;

import redoubt.model.Known;
import redoubt.model.Shape;

/** The members that a dialect puts around the fields of every resource. They are records, so that documents know them. */
public interface Stamps {

    /** What comes before the fields. */
    Record before(Known<?> known);

    /** What comes after them. */
    Record after(Known<?> known);

    /** The shape of what comes before. */
    Shape<? extends Record> first();

    /** The shape of what comes after. */
    Shape<? extends Record> last();
}
