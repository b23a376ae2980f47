from botbuilder.schema import Activity

class MessageFactory:
    @staticmethod
    def text(text: str) -> Activity: ...
