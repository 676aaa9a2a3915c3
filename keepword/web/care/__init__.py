"""What customers are given: beside a conversation (`beside`), what is asked and to be done (`listing`), and `acts`."""
