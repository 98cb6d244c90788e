package redoubt.infra;

/**
 * A line of what is said on standard output when Redoubt is up; any bean of this type is printed, in the beans' order.
 *
 * @param label one word, such as {@code Token}
 * @param text what there is to say; never a secret that was given to us
 */
public record WelcomeLine(String label, String text) {}
