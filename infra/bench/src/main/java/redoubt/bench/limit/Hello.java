package redoubt.bench.limit;

import java.io.IOException;

/** The least that a JVM can do: says one word, and then waits to be stopped if it is told to. */
public final class Hello {

    private Hello() {}

    /** With any argument it stays until its input ends. */
    public static void main(String... arguments) throws IOException {
        System.out.println("Hello");
        if (arguments.length > 0) {
            System.in.readAllBytes();
        }
    }
}
