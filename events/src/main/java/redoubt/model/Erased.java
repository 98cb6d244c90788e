package redoubt.model;

/** What stands where personal data stood. */
public final class Erased {

    private Erased() {}

    /**
     * The text in place of one that was erased: nothing, or where every one must have its own, one that no other has.
     *
     * @param subject the identifier of whom it said something about
     */
    public static String text(Field<?, ?> field, String subject) {
        return field.is(Unique.class) ? "erased-" + subject : "";
    }
}
