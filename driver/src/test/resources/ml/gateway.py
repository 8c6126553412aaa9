"""Runs lines that a user of PySpark writes, over the protocol of Py4J, which PySpark speaks to its JVM.

Debian has neither PySpark nor the Python part of Py4J. Here are the few classes of theirs that the lines need: a client
for the gateway (calls, constructors, packages, lists, null, texts, numbers), SparkSession's reader and sql, and DataFrame.

Usage: gateway.py PORT FILE
"""

import socket
import sys
import types


class Gateway:
    def __init__(self, port):
        connection = socket.create_connection(("127.0.0.1", port), 10)
        connection.settimeout(220)  # a fit may take its time
        self.stream = connection.makefile("rw", encoding="utf-8", newline="\n")

    def ask(self, *lines):
        self.stream.write("".join(line + "\n" for line in lines) + "e\n")
        self.stream.flush()
        return self.value(self.stream.readline().rstrip("\n"))

    def value(self, answer):
        if not answer.startswith("!y"):
            raise RuntimeError("the JVM answers: " + self.reason(answer))
        kind, rest = answer[2:3], answer[3:]
        if kind == "s":
            return rest.replace("\\n", "\n").replace("\\\\", "\\")
        if kind in "iL":
            return int(rest)
        if kind == "d":
            return float(rest)
        if kind == "b":
            return rest == "true"
        if kind in "nv":
            return None
        if kind in "pc":
            return kind
        return JavaObject(self, rest)

    def reason(self, answer):
        return JavaObject(self, answer[3:]).toString() if answer[2:3] == "r" else answer

    def text(self, value):
        if value is None:
            return "n"
        if isinstance(value, bool):
            return "b" + str(value)
        if isinstance(value, int):
            return "i%d" % value
        if isinstance(value, float):
            return "d%r" % value
        if isinstance(value, str):
            return "s" + value.replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n")
        if isinstance(value, (list, tuple)):
            made = self.ask("i", "java.util.ArrayList")
            for each in value:
                made.add(each)
            return "r" + made._id
        return "r" + value._id

    def call(self, target, method, values):
        return self.ask("c", target, method, *[self.text(value) for value in values])


class JavaObject:
    def __init__(self, gateway, name):
        self._gateway, self._id = gateway, name

    def __getattr__(self, method):
        return lambda *values: self._gateway.call(self._id, method, values)


class JavaPackage:
    """A package or a class: which of the two, the JVM knows."""

    def __init__(self, gateway, name=""):
        self._gateway, self._name = gateway, name

    def __getattr__(self, name):
        whole = self._name + "." + name if self._name else name
        if self._name and self._gateway.ask("r", "u", self._name, "rj") == "c":
            return lambda *values: self._gateway.call("z:" + self._name, name, values)
        return JavaPackage(self._gateway, whole)

    def __call__(self, *values):
        return self._gateway.ask("i", self._name, *[self._gateway.text(value) for value in values])


class DataFrame:
    def __init__(self, jdf, session):
        self._jdf, self._session = jdf, session

    def where(self, condition):
        return DataFrame(self._jdf.where(condition), self._session)

    def count(self):
        return self._jdf.count()

    def createOrReplaceTempView(self, name):
        self._jdf.createOrReplaceTempView(name)

    def show(self, n=20, truncate=True):
        print(self._jdf.showString(n, 20 if truncate else 0, False))


class Reader:
    def __init__(self, session):
        self._session, self._reader = session, session._jsparkSession.read()

    def format(self, name):
        self._reader = self._reader.format(name)
        return self

    def option(self, name, value):
        self._reader = self._reader.option(name, value)
        return self

    def load(self, path):
        return DataFrame(self._reader.load(path), self._session)


class SparkSession:
    def __init__(self, gateway):
        self._jvm = JavaPackage(gateway)
        self._jsparkSession = self._jvm.org.apache.spark.sql.SparkSession.active()

    @property
    def read(self):
        return Reader(self)

    def sql(self, query):
        return DataFrame(self._jsparkSession.sql(query), self)


def main(port, file):
    sys.modules["pyspark"] = types.ModuleType("pyspark")
    sys.modules["pyspark.sql"] = types.ModuleType("pyspark.sql")
    sys.modules["pyspark.sql"].DataFrame = DataFrame
    with open(file, encoding="utf-8") as lines:
        exec(compile(lines.read(), file, "exec"), {"spark": SparkSession(Gateway(int(port)))})


main(*sys.argv[1:])
