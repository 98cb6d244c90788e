package redoubt.bench.load;

import java.util.Arrays;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The identifiers that a run was given in its responses: the proof of what was promised. */
final class Answers {

    private static final byte[] MEMBER = {'"', 'i', 'd', '"', ':', '"'};
    private static final int LENGTH = 36;

    private long[] halves = new long[8_192];
    private int count;

    /** Keeps the value of the first member {@code id} near the start of a body, if there is one. */
    void keep(byte[] body, int length) {
        for (int i = 0; i + MEMBER.length + LENGTH <= length; i++) {
            if (Arrays.equals(body, i, i + MEMBER.length, MEMBER, 0, MEMBER.length)) {
                add(body, i + MEMBER.length);
                return;
            }
        }
    }

    Stream<UUID> all() {
        return IntStream.range(0, count).mapToObj(i -> new UUID(halves[2 * i], halves[2 * i + 1]));
    }

    int size() {
        return count;
    }

    private void add(byte[] body, int from) {
        if (2 * count == halves.length) {
            halves = Arrays.copyOf(halves, 2 * halves.length);
        }
        halves[2 * count] = hex(body, from, 18);
        halves[2 * count + 1] = hex(body, from + 19, 17);
        count++;
    }

    private static long hex(byte[] text, int from, int length) {
        long value = 0;
        for (int i = from; i < from + length; i++) {
            if (text[i] != '-') {
                value = value << 4 | Character.digit(text[i], 16);
            }
        }
        return value;
    }
}
