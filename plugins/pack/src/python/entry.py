import app
from componentize_py_types import Err


def _told(error):
    """What went wrong and where, without reading any file: there is none when it goes wrong."""
    lines = [f"{type(error).__name__}: {error}"]
    step = error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        lines.append(f"    at {code.co_name} ({code.co_filename}:{step.tb_lineno})")
        step = step.tb_next
    return "\n".join(lines)


def _guarded(name, functions):
    theirs = getattr(app, name, None)
    for function in functions:
        does = getattr(theirs, function, None)
        if does is None or getattr(does, "__isabstractmethod__", False):
            raise SystemExit(
                f"app.py has no class `{name}` with a method `{function}`, which plugin.toml promises"
            )

    def guard(function):
        does = getattr(theirs, function)

        def call(self, *given):
            try:
                return does(self, *given)
            except Err:
                raise
            except Exception as error:
                if log is not None:
                    log.write(log.Level.ERROR, _told(error))
                raise

        return call

    return type(name, (theirs,), {function: guard(function) for function in functions})


