package redoubt.command;

import org.jspecify.annotations.Nullable;

/**
 * Which version of a resource the client believes it changes.
 *
 * @param version the version; null for whichever there is
 * @param missing whether the house demands a version and the client named none
 */
public record Expected(@Nullable Long version, boolean missing) {

    /** Whichever version there is. */
    public static final Expected ANY = new Expected(null, false);

    /** A version was demanded and not named. */
    public static final Expected MISSING = new Expected(null, true);

    /** Exactly that version. */
    public static Expected version(long version) {
        return new Expected(version, false);
    }
}
