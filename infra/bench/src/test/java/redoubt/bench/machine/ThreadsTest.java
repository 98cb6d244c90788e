package redoubt.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ThreadsTest {

    @Test
    void threadsAreCountedByTheBeginningOfTheirNames() throws InterruptedException {
        long self = ProcessHandle.current().pid();
        var begun = new CountDownLatch(2);
        var over = new CountDownLatch(1);
        for (int i = 0; i < 2; i++) {
            Thread.ofPlatform().daemon().name("counted-" + i).start(() -> {
                begun.countDown();
                try {
                    over.await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        begun.await();

        assertThat(Threads.count(self, "counted-")).isEqualTo(2);
        assertThat(Threads.count(self, "nobody-")).isZero();
        over.countDown();
    }
}
