package redoubt.command.engine;

import org.jspecify.annotations.Nullable;
import redoubt.model.Known;
import redoubt.model.Patch;
import redoubt.model.Ref;

/**
 * What is to be written.
 *
 * @param ref which resource
 * @param from what the new values are put into; null when it is created
 * @param held what it is now, and so need not be looked at again; null if it is not there
 * @param sent the values that were sent, as far as they were understood; computed fields among them are ignored
 * @param given values that the server adds
 * @param onwards whether what follows from it later is meant as well
 */
record Intent<R>(
        Ref<R> ref, @Nullable Known<R> from, @Nullable Known<R> held, Patch<R> sent, Patch<R> given, boolean onwards) {

    /** To bring it into being. */
    static <R> Intent<R> creation(Ref<R> ref, Patch<R> sent, Patch<R> given) {
        return new Intent<>(ref, null, null, sent, given, false);
    }

    /** To give it new values. */
    static <R> Intent<R> change(Known<R> before, Patch<R> sent, Patch<R> given, boolean onwards) {
        return new Intent<>(before.ref(), before, before, sent, given, onwards);
    }

    /** To have it back, with these values. */
    static <R> Intent<R> comeback(Known<R> last, Patch<R> sent) {
        return new Intent<>(last.ref(), last, null, sent, Patch.of(last.ref().type()), false);
    }
}
