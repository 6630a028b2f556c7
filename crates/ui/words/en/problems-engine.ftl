# A ministry's own engine (Spark), asked for measures.

engine-address = “{ $address }” is not the address of an engine. Write it as sc://host:port, such as sc://spark.example:15002.
engine-address-option = The option “{ $option }” in the address of the engine is not supported: the connection is not encrypted. Leave it out, and reach the engine inside a network that you trust.
engine-unreachable = The engine at { $address } does not answer. See whether Spark Connect is running there and whether the address and port are right.
engine-refused = The engine at { $address } refused the work: { $said }
engine-answer = The engine’s answer cannot be read. See whether it is Spark 3.5 or later.

measures-engine-cells = { $file }, column “{ $column }”: cells that are neither an answer nor blank ({ $count }), “{ $value }” for one. Write 0 or 1 for an indicator, a number not below 0 for a weight, a number for a year, and correct numbers that are not finite.
measures-engine-answer = The engine’s answer in column “{ $column }” is not a number ({ $value }). Run again, and tell us if it stays.
measures-engine-two-years = { $file }, column “{ $column }”: the round “{ $time }” has two years, { $first } and { $value }. Give each round one year.
