class InvokeResponse:
    status: int
    body: object
    def __init__(self, status: int, body: object) -> None: ...
