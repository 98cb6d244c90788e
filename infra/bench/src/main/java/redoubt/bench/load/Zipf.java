package redoubt.bench.load;

import java.util.SplittableRandom;

/** Numbers of which the first are common and the last are rare: the k-th has the weight 1/k^s. */
public final class Zipf {

    private final double[] upTo;
    private final SplittableRandom random;

    /**
     * Numbers below a bound.
     *
     * @param bound how many numbers there are
     * @param exponent the s; the greater, the rarer the last
     * @param seed from which the same numbers follow each time
     */
    public Zipf(int bound, double exponent, long seed) {
        this.random = new SplittableRandom(seed);
        this.upTo = new double[bound];
        double sum = 0;
        for (int k = 0; k < bound; k++) {
            sum += Math.pow(k + 1, -exponent);
            upTo[k] = sum;
        }
    }

    /** The next number, from 0. */
    public int next() {
        double point = random.nextDouble() * upTo[upTo.length - 1];
        int low = 0;
        int high = upTo.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (upTo[middle] <= point) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
