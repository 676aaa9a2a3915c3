from keepword.api.limiting import Limiter


class Clock:
    now = 1000.0

    def __call__(self):
        return self.now


def test_a_token_may_ask_so_often_and_then_again_in_time():
    clock = Clock()
    limiter = Limiter(per_minute=60, clock=clock)
    assert [limiter.seconds_to_wait("a") for _ in range(60)] == [0.0] * 60
    assert limiter.seconds_to_wait("a") == 1.0
    assert limiter.seconds_to_wait("b") == 0.0
    clock.now += 0.5
    assert limiter.seconds_to_wait("a") == 0.5
    clock.now += 0.5
    assert limiter.seconds_to_wait("a") == 0.0
    assert limiter.seconds_to_wait("a") == 1.0


def test_a_long_rest_earns_no_more_than_one_minute():
    clock = Clock()
    limiter = Limiter(per_minute=60, clock=clock)
    limiter.seconds_to_wait("a")
    clock.now += 86_400
    assert sum(limiter.seconds_to_wait("a") == 0.0 for _ in range(100)) == 60
