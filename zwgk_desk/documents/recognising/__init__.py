"""The elements of an official document in bare paragraphs, one module an element: what each looks like and where it stands. Imports the model."""
