package redoubt.query.feed;

import redoubt.model.Event;
import redoubt.query.feed.ChangeFeed.Signal;
import redoubt.query.landscape.Landscape;

/** What comes to all who hold the same rights and want to hear the same. */
sealed interface Heard {

    /** The position of the cursor after it. */
    long position();

    /** The last position that is certainly told with it; 0 if none is. */
    long told();

    /** The same for all of them. */
    record Same(Signal signal) implements Heard {

        @Override
        public long position() {
            return signal.position();
        }

        @Override
        public long told() {
            return signal.position();
        }
    }

    /**
     * Another thing for each of them, or nothing.
     *
     * @param event what happened
     * @param before the landscape before it
     * @param then the landscape after it
     */
    record Own(Event<?> event, Landscape before, Landscape then) implements Heard {

        @Override
        public long position() {
            return event.position();
        }

        @Override
        public long told() {
            return 0;
        }
    }
}
