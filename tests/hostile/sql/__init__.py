"""What a hostile analyst might write: ways out of the mart, odd calls of every function, statements that take all they can."""
