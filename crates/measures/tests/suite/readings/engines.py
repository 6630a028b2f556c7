"""Runs SQL in DuckDB or Spark over Parquet files and prints the results as JSON.

Usage: engines.py duckdb|spark, with a JSON list of jobs on standard input. A job is {"folder", "tables",
"statements"}: a folder with households.parquet and members.parquet; the text that creates the two tables (used
by DuckDB); and statements {"name", "sql"}, whose results are tables for the statements after them. Prints one
JSON list, per job an object name -> rows, a row being an object without its NULLs.
"""

import json
import sys


def duckdb_results(jobs):
    import duckdb

    for job in jobs:
        database = duckdb.connect()
        # The tables as they are described must take the answers as they are exported.
        database.execute(job["tables"])
        for table in ("households", "members"):
            path = f"{job['folder']}/{table}.parquet"
            database.execute(f"INSERT INTO {table} BY NAME SELECT * FROM read_parquet('{path}')")
        results = {}
        for statement in job["statements"]:
            name = statement["name"]
            database.execute(f"CREATE TABLE {name} AS {statement['sql']}")
            cursor = database.execute(f"SELECT * FROM {name}")
            columns = [column[0] for column in cursor.description]
            results[name] = [dict(zip(columns, row)) for row in cursor.fetchall()]
        yield results


def spark_results(jobs):
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.driver.memory", "1g")
        # Few rows and many expressions: compiling them would take longer than reading them as they are.
        .config("spark.driver.extraJavaOptions", "-XX:TieredStopAtLevel=1")
        .config("spark.sql.codegen.wholeStage", "false")
        .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    for job in jobs:
        for table in ("households", "members"):
            session.read.parquet(f"{job['folder']}/{table}.parquet").createOrReplaceTempView(table)
        results = {}
        for statement in job["statements"]:
            # The rows are kept, so that the next statement does not work them out again.
            result = session.sql(statement["sql"]).localCheckpoint()
            result.createOrReplaceTempView(statement["name"])
            results[statement["name"]] = [row.asDict() for row in result.collect()]
        yield results
    session.stop()


def main():
    jobs = json.load(sys.stdin)
    results = {"duckdb": duckdb_results, "spark": spark_results}[sys.argv[1]](jobs)

    def lean(row):
        return {name: cell for name, cell in row.items() if cell is not None}

    found = [{name: [lean(row) for row in rows] for name, rows in job.items()} for job in results]
    # Whatever the engine says on standard output comes before this line.
    print("\n" + json.dumps(found))


main()
