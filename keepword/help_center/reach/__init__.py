"""How to reach us: /reach/<brand>, made from the channel catalogue."""
