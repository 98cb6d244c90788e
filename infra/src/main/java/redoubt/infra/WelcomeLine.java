package redoubt.infra;

/**
 * A line of what is said on standard output when Redoubt is up. Beans of this type are printed in their order, below ours;
 * one that has a label of ours takes its place.
 *
 * @param label one word, such as {@code Token}
 * @param text what there is to say; never a secret that was given to us
 */
public record WelcomeLine(String label, String text) {}
